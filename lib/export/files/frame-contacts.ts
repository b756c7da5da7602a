import { Transform } from 'node:stream';

/** Between the parts of a line; JSON has no control characters. */
export const partSign = '\u0001';
/** The last part of the line of somebody who comes onto the list of the file. */
export const joinsSign = '+';

/**
 * Makes v3's contacts of lines from PostgreSQL, `identifier, data fields, joins or not`, each behind a comma. What all of them have in common
 * is written here, while PostgreSQL reads the next ones. Only signs of ASCII are looked for, so bytes are read as Latin letters.
 */
export function frameContacts({
  identifier,
  listId,
}: {
  identifier: string;
  listId: number | null;
}): Transform {
  const start = `,{"matchIdentifier":"${identifier}","identifiers":{"${identifier}":`;
  // Within a text a quotation mark has a backslash before it: two in a row are an empty text, behind a colon a value.
  const framed = (lines: string): string =>
    start +
    lines
      .replaceAll(': ""', ': null')
      .replaceAll(`${partSign}${joinsSign}\n`, `,"lists":[${listId}]}${start}`)
      .replaceAll(`${partSign}\n`, `}${start}`)
      .replaceAll(partSign, '},"dataFields":')
      .slice(0, -start.length);
  let begun = '';
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const text = begun + piece.toString('latin1');
      const end = text.lastIndexOf('\n') + 1;
      begun = text.slice(end);
      done(null, end === 0 ? undefined : Buffer.from(framed(text.slice(0, end)), 'latin1'));
    },
  });
}
