import type { Recipe } from './recipe';

const business = ['Business Street', 'Business City', 'Business Postal Code', 'Business Country/Region'];
const home = ['Home Street', 'Home City', 'Home Postal Code', 'Home Country/Region'];

const address = (kind: string, unless: readonly string[]): Recipe['columns'] =>
  Object.fromEntries(
    (
      [
        ['Street', 'street'],
        ['City', 'city'],
        ['State', 'region'],
        ['Postal Code', 'postalCode'],
        ['Country/Region', 'country'],
        ['Country', 'country'],
      ] as const
    ).map(([part, field]) => [`${kind} ${part}`, { field, unless }]),
  );

/** Outlook › File › Export, and outlook.com › People › Export. 0/0/00 is what it writes for no day; Title is a title (“Dr.”), no job. */
export const outlook: Recipe = {
  name: 'outlook',
  label: 'Outlook',
  signs: [
    ['E-mail Address', 'E-mail 2 Address', 'First Name'],
    ['E-mail Address', 'Business Phone', 'Home Phone'],
    ['E-mail Address', 'Business Street', 'Last Name'],
  ],
  columns: {
    'First Name': 'firstName',
    'Last Name': 'lastName',
    'E-mail Address': 'email',
    'Mobile Phone': 'mobile',
    'Business Phone': 'phone',
    'Primary Phone': 'phone',
    'Home Phone': 'phone',
    'Business Phone 2': 'phone',
    'Home Phone 2': 'phone',
    'Other Phone': 'phone',
    'Company Main Phone': 'phone',
    Company: 'company',
    'Job Title': 'jobTitle',
    ...address('Business', []),
    ...address('Home', business),
    ...address('Other', [...business, ...home]),
    'Web Page': 'website',
    'Personal Web Page': 'website',
    Birthday: 'birthday',
    Categories: 'tags',
    Title: null,
    'E-mail 2 Address': null,
    'E-mail 3 Address': null,
    Anniversary: null,
    Location: null,
    Notes: null,
  },
};
