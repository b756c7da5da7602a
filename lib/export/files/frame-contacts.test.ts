import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { frameContacts, joinsSign, partSign } from './frame-contacts';

const people = [
  { email: 'ada@example.com', fields: { NAME: 'Ada “L”: ', CITY: '' }, joins: true },
  {
    email: '"a: \\"\\"+"@example.com',
    fields: { NAME: 'says: "", 北京 \u0001\n', CITY: 'Oslo' },
    joins: false,
  },
  { email: 'li@example.com', fields: {}, joins: true },
];

/** As PostgreSQL writes jsonb. */
const line = ({ email, fields, joins }: (typeof people)[number]): string =>
  [
    JSON.stringify(email),
    `{${Object.entries(fields)
      .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(', ')}}`,
    joins ? joinsSign : '',
  ].join(partSign);

const contact = ({ email, fields, joins }: (typeof people)[number]) => ({
  matchIdentifier: 'email',
  identifiers: { email },
  dataFields: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === '' ? null : value]),
  ),
  ...(joins ? { lists: [7] } : {}),
});

it('lines become contacts, wherever the pieces in which they come end', async () => {
  const bytes = Buffer.from(people.map((one) => `${line(one)}\n`).join(''));
  for (let size = 1; size <= bytes.length; size += 1) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
    const made = Readable.from(pieces).pipe(frameContacts({ identifier: 'email', listId: 7 }));
    const text = Buffer.concat((await made.toArray()) as Buffer[]).toString();
    expect(JSON.parse(`[${text.slice(1)}]`)).toEqual(people.map(contact));
  }
});
