import type { Recipe } from './recipe';

/** A vCard (.vcf) of Apple's Contacts or another address book, as reading/vcard-table.ts lays it out. */
export const apple: Recipe = {
  name: 'apple',
  label: 'Apple Contacts (vCard)',
  signs: [['vCard UID', 'Formatted name']],
  columns: {
    'Formatted name': { field: 'fullName', unless: ['Given name', 'Family name'] },
    'Given name': 'firstName',
    'Family name': 'lastName',
    'E-mail': 'email',
    'Mobile phone': 'mobile',
    Phone: 'phone',
    Organisation: 'company',
    Title: 'jobTitle',
    Street: 'street',
    City: 'city',
    Region: 'region',
    'Postal code': 'postalCode',
    Country: 'country',
    Birthday: 'birthday',
    Website: 'website',
    Categories: { field: 'tags', withoutTags: ['myContacts'] },
    'vCard UID': null,
  },
};
