import { Transform } from 'node:stream';
import type { DataFieldType } from '../../data-fields/schemas';
import { ByteWriter } from './byte-writer';

/** What COPY writes of somebody who comes onto the list of the file, in front of the rest. */
export const joinsSign = '+';

type Field = { name: string; type: DataFieldType | undefined };

type Frame = {
  identifier: 'email' | 'mobileNumber';
  listId: number | null;
  /** In the order of a line's values. */
  fields: readonly Field[];
  /** An empty value clears the field; else it is left out. */
  clears: boolean;
};

/**
 * Makes v3's contacts of what COPY writes as text, `joins or not, identifier, values`, each contact behind a comma. They are made of bytes:
 * a text for each of some hundred thousand values is what a file would then mostly cost.
 */
export function frameContacts(frame: Frame): Transform {
  const contacts = new ByteWriter();
  const read = contactReader(contacts, frame);
  let begun: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const bytes = begun.length === 0 ? piece : Buffer.concat([begun, piece]);
      const end = bytes.lastIndexOf(newLine) + 1;
      begun = bytes.subarray(end);
      read(bytes, end);
      done(null, contacts.take());
    },
  });
}

const newLine = 0x0a;
const tab = 0x09;
const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;

/** Reads whole lines, up to a byte of `bytes`. */
function contactReader(
  contacts: ByteWriter,
  { identifier, listId, fields, clears }: Frame,
): (bytes: Buffer, end: number) => void {
  const start = Buffer.from(`,{"matchIdentifier":"${identifier}","identifiers":{"${identifier}":`);
  const values = Buffer.from('},"dataFields":{');
  const end = Buffer.from('}}');
  const endOfWhoJoins = Buffer.from(`},"lists":[${listId}]}`);
  const columns = fields.map((field) => columnOf(field, clears));

  return (bytes, length) => {
    const text: Text = { bytes, from: 0, to: 0, isPlain: true };
    let column = 0;
    let [joins, isFirst] = [false, true];
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte !== tab && byte !== newLine) {
        if (byte < space || byte === quote || byte === backslash) text.isPlain = false;
        continue;
      }
      text.to = at;
      if (column === 0) joins = !isEmpty(text);
      else if (column === 1) {
        contacts.put(start);
        putText(contacts, text);
        contacts.put(values);
        isFirst = true;
      } else {
        const field = columns[column - 2];
        if (field && putField(contacts, field, text, isFirst)) isFirst = false;
      }
      column += 1;
      if (byte === newLine) {
        contacts.put(joins ? endOfWhoJoins : end);
        column = 0;
      }
      text.from = at + 1;
      text.isPlain = true;
    }
  };
}

type Column = {
  key: Buffer;
  whenEmpty: Buffer;
  /** A number or flag as JSON has it; null: it is told as text. */
  literal: ((value: string) => string | null) | undefined;
};

function columnOf({ name, type }: Field, clears: boolean): Column {
  const key = `,${JSON.stringify(name)}:`;
  return {
    key: Buffer.from(key),
    whenEmpty: Buffer.from(clears ? `${key}null` : ''),
    literal: type && literals[type],
  };
}

const literals: Partial<Record<DataFieldType, (value: string) => string | null>> = {
  Numeric: (value) =>
    /^-?\d{1,30}(?:\.\d{1,30})?$/.test(value) ? value.replace(/^(-?)0+(?=\d)/, '$1') : null,
  Boolean: (value) => (/^(?:true|false)$/i.test(value) ? value.toLowerCase() : null),
};

/** Answers whether anything was told of it. */
function putField(
  contacts: ByteWriter,
  { key, whenEmpty, literal }: Column,
  text: Text,
  isFirst: boolean,
): boolean {
  const told = isEmpty(text) ? whenEmpty : key;
  if (told.length === 0) return false;
  // The first of them follows nothing.
  contacts.put(told, isFirst ? 1 : 0);
  if (isEmpty(text)) return true;
  const plain = literal?.(text.bytes.toString('latin1', text.from, text.to));
  if (plain) contacts.put(Buffer.from(plain));
  else putText(contacts, text);
  return true;
}

type Text = {
  bytes: Buffer;
  from: number;
  to: number;
  /** Nothing in it is written otherwise in JSON. */
  isPlain: boolean;
};

const isEmpty = ({ from, to }: Text): boolean => from === to;

function putText(contacts: ByteWriter, { bytes, from, to, isPlain }: Text): void {
  if (isPlain) {
    contacts.put(mark);
    contacts.put(bytes, from, to);
    contacts.put(mark);
  } else contacts.put(Buffer.from(JSON.stringify(readCopied(bytes.toString('utf8', from, to)))));
}

const mark = Buffer.from('"');

/** COPY has a backslash before itself and what would end a value or a line. */
const readCopied = (text: string): string =>
  text.replaceAll(/\\([^])/g, (_, one: string) => letters[one] ?? one);
const letters: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
