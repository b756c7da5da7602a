import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { frameContacts, joinsSign } from './frame-contacts';

const fields = [
  { name: 'NAME', type: 'String' },
  { name: '城市 "x"', type: undefined },
  { name: 'SPENT', type: 'Numeric' },
  { name: 'VIP', type: 'Boolean' },
] as const;

const people = [
  { email: 'ada@example.com', values: ['Ada “L”: ', '', '12.50', 'True'], joins: true },
  { email: `"a: \\"\\"+"@example.com`, values: ['says: "", 北京 \u0001\n', 'Oslo', '', ''], joins: false },
  { email: 'li@example.com', values: ['', '', '', ''], joins: true },
  {
    email: 'bo@example.com',
    values: ['\\v\v\\\v \b\f\n\r\t\u001f\u007f\u0085', '\\', '-007', 'FALSE'],
    joins: false,
  },
  { email: 'no@example.com', values: ['\\N', '\\.', 'about 7', 'maybe'], joins: false },
];

/** As PostgreSQL's COPY writes text, by its documentation. */
const copied = (text: string): string =>
  text.replaceAll(/[\\\b\f\n\r\t\v]/g, (one) => `\\${letters[one] ?? one}`);
const letters: Record<string, string> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v' };

const line = ({ email, values, joins }: (typeof people)[number]): string =>
  [joins ? joinsSign : '', email, ...values].map(copied).join('\t');

const told: unknown[] = [12.5, true, null, null, null, null, -7, false, 'about 7', 'maybe'];

const contact = ({ email, values, joins }: (typeof people)[number], n: number) => ({
  matchIdentifier: 'email',
  identifiers: { email },
  dataFields: {
    NAME: values[0] || null,
    '城市 "x"': values[1] || null,
    SPENT: told[2 * n],
    VIP: told[2 * n + 1],
  },
  ...(joins ? { lists: [7] } : {}),
});

async function framed(pieces: Buffer[], clears: boolean): Promise<unknown[]> {
  const made = Readable.from(pieces).pipe(frameContacts({ identifier: 'email', listId: 7, fields, clears }));
  const text = Buffer.concat((await made.toArray()) as Buffer[]).toString();
  return JSON.parse(`[${text.slice(1)}]`) as unknown[];
}

const bytes = Buffer.from(people.map((one) => `${line(one)}\n`).join(''));

it('lines become contacts, wherever the pieces in which they come end', async () => {
  for (let size = 1; size <= bytes.length; size += 1) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
    expect(await framed(pieces, true)).toEqual(people.map(contact));
  }
});

it('empty values are left out where they don’t clear', async () => {
  const contacts = (await framed([bytes], false)) as { dataFields: object }[];
  expect(contacts.map(({ dataFields }) => Object.keys(dataFields))).toEqual([
    ['NAME', 'SPENT', 'VIP'],
    ['NAME', '城市 "x"'],
    [],
    ['NAME', '城市 "x"', 'SPENT', 'VIP'],
    ['NAME', '城市 "x"', 'SPENT', 'VIP'],
  ]);
});
