import iconv from 'iconv-lite';
import { chance, ordinaryPerson, type Person } from './demo-people';

const heads = [
  'Vorname',
  'Nachname',
  'E-Mail',
  'Firma',
  'Telefon',
  'Straße',
  'PLZ',
  'Ort',
  'Land',
  'Sprache',
  'Geburtsdatum',
  'Newsletter',
];

const cells = (person: Person, n: number): string[] => [
  person.firstName ?? '',
  person.lastName ?? '',
  person.email ?? '',
  person.company ?? '',
  person.phone ?? '',
  n % 9 === 0 ? `${person.street ?? ''}\nc/o "${person.company ?? ''}"; 2. Stock` : (person.street ?? ''),
  person.postalCode ?? '',
  person.city ?? '',
  person.country ?? '',
  person.language ?? '',
  n % 3 === 0
    ? `${String(1 + (n % 28)).padStart(2, '0')}.${String(1 + (n % 12)).padStart(2, '0')}.${1950 + (n % 50)}`
    : '',
  n % 4 === 0 ? '' : 'ja',
];

const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const toText = (rows: string[][], delimiter: string): string =>
  rows.map((row) => `${row.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`).join('');

/** e2e/fixtures/contacts.csv: 300 people, UTF-8 with byte order mark, semicolons, quoted line ends. Rows 52, 153 and 254 are refused. */
export function contactsFile(): Buffer {
  const next = chance(30_001_200);
  const rows = Array.from({ length: 300 }, (_, n) => cells(ordinaryPerson(1001 + n, next), n));
  rows[50] = [
    'Klaus',
    'Klammeraffe',
    'klaus.klammeraffe(at)hafenwerk.example',
    'Hafenwerk',
    '',
    '',
    '',
    'Hamburg',
    'DE',
    'de',
    '',
    'ja',
  ];
  rows[151] = [
    'Frieda',
    'Februar',
    'frieda.februar@hafenwerk.example',
    'Hafenwerk',
    '',
    '',
    '',
    'Hamburg',
    'DE',
    'de',
    '30.02.1984',
    'ja',
  ];
  rows[252] = ['', '', '', 'Niemand GmbH', '', '', '', 'Nirgendwo', 'DE', 'de', '', ''];
  return Buffer.from(`\uFEFF${toText([heads, ...rows], ';')}`);
}

/** e2e/fixtures/contacts-windows-1252.csv: 40 people with commas, all of them good. */
export function windowsContactsFile(): Buffer {
  const next = chance(1252);
  const rows: string[][] = [
    ['Søren', 'O’Neill – “Sol”', 'soeren.oneill@quayside.example', 'Café €uro', 'Århus', 'Denmark'],
  ];
  for (let n = 0; rows.length < 40; n += 1) {
    const { firstName, lastName, email, company, city, country } = ordinaryPerson(2001 + n, next);
    const row = [firstName, lastName, email, company, city, country].map((cell) => cell ?? '');
    if (iconv.decode(iconv.encode(row.join(), 'windows-1252'), 'windows-1252') === row.join()) rows.push(row);
  }
  return iconv.encode(
    toText([['First Name', 'Last Name', 'Email Address', 'Company', 'City', 'Country'], ...rows], ','),
    'windows-1252',
  );
}
