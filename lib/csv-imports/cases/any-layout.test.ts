import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

/** Somebody as they are, whatever file tells of them. */
type Person = {
  firstName: string;
  lastName: string;
  email: string;
  birthday: string;
  city: string;
  country: 'DE' | 'FR' | 'PL' | 'GB';
  out: boolean;
};

const person = fc.record({
  firstName: fc.constantFrom('Ada', 'Zoë', 'Jürgen', 'Ana Maria', 'Bo', 'Chloé'),
  lastName: fc.constantFrom('Lovelace', 'Müller', "O'Neil", 'Nuñez', 'van Dijk', 'Berg'),
  city: fc.constantFrom('Köln', 'Orléans', 'York', 'A, B', 'C; D'),
  country: fc.constantFrom('DE' as const, 'FR' as const, 'PL' as const, 'GB' as const),
  out: fc.boolean(),
  birthday: fc
    .date({ min: new Date('1930-01-01'), max: new Date('2005-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
});

type Fields = Record<keyof Person, string>;
type Layout = {
  headings: Fields;
  day: (iso: string) => string;
  country: (code: Person['country']) => string;
  out: (out: boolean) => string;
};

const named: Record<Person['country'], [string, string]> = {
  DE: ['Deutschland', 'Germany'],
  FR: ['Frankreich', 'France'],
  PL: ['Polen', 'Poland'],
  GB: ['Vereinigtes Königreich', 'United Kingdom'],
};
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const parts = (iso: string): [string, string, string] => iso.split('-') as [string, string, string];

const headings = fc.constantFrom<Fields>(
  {
    ...{ firstName: 'First name', lastName: 'Last name', email: 'E-mail', birthday: 'Date of birth' },
    ...{ city: 'City', country: 'Country/Region', out: 'Email Opt Out' },
  },
  {
    ...{ firstName: 'Vorname', lastName: 'Nachname', email: 'E-Mail-Adresse', birthday: 'Geburtsdatum' },
    ...{ city: 'Ort', country: 'Land', out: 'Abgemeldet' },
  },
  {
    ...{ firstName: 'Prénom', lastName: 'Nom de famille', email: 'Courriel', birthday: 'Date de naissance' },
    ...{ city: 'Ville', country: 'Pays', out: 'Désabonné' },
  },
  {
    ...{ firstName: 'First Name', lastName: 'Last Name', email: 'Email', birthday: 'Birthdate' },
    ...{ city: 'Mailing City', country: 'Mailing Country', out: 'Do not mail' },
  },
);

const layout = fc.record({
  headings,
  order: fc.shuffledSubarray(
    ['firstName', 'lastName', 'email', 'birthday', 'city', 'country', 'out'] as const,
    { minLength: 7 },
  ),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  encoding: fc.constantFrom('utf-8', 'utf-8 marked', 'utf-16le', 'windows-1252'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  day: fc.constantFrom<Layout['day']>(
    (iso) => iso,
    (iso) => `${iso}T00:00:00Z`,
    (iso) => parts(iso).reverse().join('.'),
    (iso) => `${parts(iso)[1]}/${parts(iso)[2]}/${parts(iso)[0]}`,
    (iso) => `${parts(iso)[2]} ${months[Number(parts(iso)[1]) - 1]} ${parts(iso)[0]}`,
    (iso) => iso.replaceAll('-', ''),
  ),
  country: fc.constantFrom<Layout['country']>(
    (code) => code,
    (code) => named[code][0],
    (code) => named[code][1],
  ),
  out: fc.constantFrom<Layout['out']>(
    (out) => (out ? 'yes' : 'no'),
    (out) => (out ? '1' : ''),
    (out) => (out ? 'WAHR' : 'FALSCH'),
    (out) => (out ? '2024-03-01 10:00' : ''),
    (out) => (out ? 'unsubscribed' : 'subscribed'),
  ),
  address: fc.constantFrom(
    (email: string) => email,
    (email: string) => `mailto:${email}`,
    (email: string) => ` ${email};`,
    (email: string) => email.toUpperCase(),
  ),
  titled: fc.boolean(),
  blanks: fc.boolean(),
  foot: fc.boolean(),
  hint: fc.boolean(),
});

const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

it('brings in the same people from any layout, or asks; nobody who is marked as opted out is mailable', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 3, maxLength: 25 }), layout, async (all, how) => {
      const people: Person[] = all.map((one, n) => ({ ...one, email: `p${n}@layout.example` }));
      const cells = ({ email, birthday, country, out, ...rest }: Person): Fields => ({
        ...rest,
        email: how.address(email),
        birthday: how.day(birthday),
        country: how.country(country),
        out: how.out(out),
      });
      const line = (row: Fields): string =>
        how.order.map((name) => quoted(row[name], how.delimiter)).join(how.delimiter);
      const empty = how.delimiter.repeat(how.order.length - 1);
      const lines = [
        ...(how.hint ? [`sep=${how.delimiter}`] : []),
        ...(how.titled ? ['Members of the club', ''] : []),
        line(how.headings),
        ...people.flatMap((one) => (how.blanks ? [line(cells(one)), empty] : [line(cells(one))])),
        ...(how.foot ? ['', `Total: ${people.length} people`] : []),
        '',
      ];
      const text = lines.join(how.lineEnd);
      const bytes =
        how.encoding === 'utf-8 marked'
          ? Buffer.from(`\uFEFF${text}`)
          : iconv.encode(text, how.encoding, { addBOM: how.encoding === 'utf-16le' });
      let read = await readPeople(bytes);
      const open = read.proposal.questions;
      // Of two orders the truth is chosen by whoever sees both on the file's own days.
      const answers = Object.fromEntries(
        open.map(({ id, choices }) => {
          const right = choices.find(({ examples }) =>
            examples.every((one) =>
              people.some(
                ({ birthday }) =>
                  one.endsWith(` is ${birthday}`) && how.day(birthday) === one.split(' is ')[0],
              ),
            ),
          );
          return [id, right?.value ?? ''];
        }),
      );
      if (open.length > 0) {
        expect(open.map(({ code }) => code)).toEqual(['date_order']);
        read = await readPeople(bytes, { answers });
      }
      expect(read.refused).toEqual([]);
      expect(
        read.people.map(({ values }) => ({
          firstName: values.firstName,
          lastName: values.lastName,
          email: values.emailKey,
          birthday: values.birthday,
          city: values.city,
          country: values.country,
        })),
      ).toEqual(people.map(({ out: _, ...rest }) => rest));
      read.people.forEach(({ values }, n) =>
        expect(values.consentState === 'withdrawn').toBe(people[n]?.out),
      );
    }),
    { numRuns: 150 },
  );
});
