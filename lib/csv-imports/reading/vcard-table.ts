import { stringify } from 'csv-stringify/sync';
import ICAL from 'ical.js';

import { invalidInput } from '@/lib/errors';
import { maxCsvRowLength } from '../csv-import-schemas';
import { mobileLabels } from '../values/mobile-labels';

/** One property of a card as jCard (RFC 7095) writes it: name, parameters, type, values. */
type Property = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
];

const begins = /^\uFEFF?\s*BEGIN:VCARD/i;
const ends = /^END:VCARD[ \t]*$/im;

export const isVcard = (head: Uint8Array): boolean =>
  begins.test(Buffer.from(head.subarray(0, 100)).toString());

/** What each column holds of a card; the headings are those that recipes/apple.ts knows. */
const columns: Record<string, (card: readonly Property[]) => string> = {
  'vCard UID': (card) => first(card, 'uid'),
  'Formatted name': (card) => first(card, 'fn'),
  'Given name': (card) => part(card, 'n', 1),
  'Family name': (card) => part(card, 'n', 0),
  'E-mail': (card) => preferred(card, 'email'),
  'Mobile phone': (card) => phone(card, true),
  Phone: (card) => phone(card, false),
  Organisation: (card) => part(card, 'org', 0),
  Title: (card) => first(card, 'title'),
  Street: (card) => part(card, 'adr', 2),
  City: (card) => part(card, 'adr', 3),
  Region: (card) => part(card, 'adr', 4),
  'Postal code': (card) => part(card, 'adr', 5),
  Country: (card) => part(card, 'adr', 6),
  Birthday: birthday,
  Website: (card) => first(card, 'url'),
  Categories: (card) => (named(card, 'categories')[0]?.slice(3) ?? []).map(String).join('|'),
};

/** Cards as they arrive as the rows of a CSV, one card in memory at a time. */
export async function* vcardTable(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(stringify([Object.keys(columns)]));
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    for (let end = ends.exec(text); end; end = ends.exec(text)) {
      const behind = end.index + end[0].length;
      yield rowOf(text.slice(0, behind));
      text = text.slice(behind);
    }
    if (text.length > maxCsvRowLength * 10)
      throw invalidInput('A card of this file never ends. Export it anew and upload that file.');
  }
}

/** A card that can't be read has a row all the same, to be refused by name. */
function rowOf(text: string): Uint8Array {
  const card = propertiesOf(text.replace(/^\uFEFF/, '').trim());
  return Buffer.from(stringify([Object.values(columns).map((read) => read(card))]));
}

function propertiesOf(text: string): Property[] {
  try {
    const [, properties] = ICAL.parse(text) as [string, Property[]];
    return properties;
  } catch {
    return [['uid', {}, 'text', 'A card that can’t be read']];
  }
}

const named = (card: readonly Property[], name: string): Property[] => card.filter(([one]) => one === name);

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(textOf).join(' ') : typeof value === 'string' ? value : '';

const first = (card: readonly Property[], name: string): string => textOf(named(card, name)[0]?.[3]);

function part(card: readonly Property[], name: string, place: number): string {
  const value = named(card, name)[0]?.[3];
  return Array.isArray(value) ? textOf(value[place]) : place === 0 ? textOf(value) : '';
}

const typesOf = ([, { type = [] }]: Property): string => [type].flat().join(' ');

const preferred = (card: readonly Property[], name: string): string => {
  const all = named(card, name);
  return textOf((all.find((one) => /pref/i.test(typesOf(one))) ?? all[0])?.[3]).replace(/^mailto:/i, '');
};

function phone(card: readonly Property[], mobile: boolean): string {
  const numbers = named(card, 'tel').filter((one) => !/fax|pager/i.test(typesOf(one)));
  return textOf(numbers.find((one) => mobileLabels.test(typesOf(one)) === mobile)?.[3]).replace(/^tel:/i, '');
}

/** Apple writes a birthday without a year as one of 1604, and says so beside it. */
function birthday(card: readonly Property[]): string {
  const [found] = named(card, 'bday');
  const day = textOf(found?.[3]);
  return found && 'x-apple-omit-year' in found[1] ? day.replace(/^1604-/, '--') : day;
}
