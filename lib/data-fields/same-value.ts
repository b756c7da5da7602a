import type { DataFieldType } from './schemas';

/** A value as Dotdigital lists it; undefined: it doesn't name the field. */
export type ListedValue = string | number | boolean | null | undefined;

const words: Record<string, boolean> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

/** Dotdigital's dates are moments of UTC, with or without saying so. */
const momentOf = (text: string): number =>
  Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);

const alike: Record<DataFieldType, (sent: string, listed: string) => boolean> = {
  String: (sent, listed) => sent.normalize('NFC') === listed.normalize('NFC'),
  Numeric: (sent, listed) => Number(sent) === Number(listed),
  Boolean: (sent, listed) => words[sent.toLowerCase()] === words[listed.toLowerCase()],
  Date: (sent, listed) => momentOf(sent) === momentOf(listed),
};

/** Whether what Dotdigital lists of a data field is what was sent for it, however each spells it. Empty is nothing. */
export function isSameValue(type: DataFieldType, sent: string, listed: ListedValue): boolean {
  const text = listed === null || listed === undefined ? '' : String(listed).trim();
  const own = sent.trim();
  if (own === '' || text === '') return own === text;
  return own === text || alike[type](own, text);
}
