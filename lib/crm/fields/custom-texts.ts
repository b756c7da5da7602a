const words: Record<'yes' | 'no', readonly string[]> = {
  yes: [
    ...['true', 'yes', 'y', '1', 'on', 'x', 't', 'checked', 'ticked', 'ok', '✓', '✔', '☑', '✅'],
    ...[
      'ja',
      'j',
      'wahr',
      'oui',
      'o',
      'vrai',
      'sí',
      'si',
      'sì',
      's',
      'verdadero',
      'verdadeiro',
      'vero',
      'sim',
      'waar',
    ],
    ...[
      'tak',
      'prawda',
      'ano',
      'áno',
      'kyllä',
      'igen',
      'igaz',
      'da',
      'adevărat',
      'evet',
      'doğru',
      'sand',
      'sant',
    ],
    ...['да', 'так', 'истина', 'ναι'],
  ],
  no: [
    ...['false', 'no', 'n', '0', 'off', 'f', 'unchecked', '✗', '✘', '☐', '❌'],
    ...[
      'nein',
      'falsch',
      'non',
      'faux',
      'falso',
      'não',
      'nao',
      'nee',
      'onwaar',
      'nie',
      'fałsz',
      'ne',
      'nepravda',
    ],
    ...[
      'ei',
      'nem',
      'hamis',
      'nu',
      'fals',
      'hayır',
      'yanlış',
      'nej',
      'nei',
      'falsk',
      'falskt',
      'usann',
      'нет',
      'ні',
      'ложь',
      'όχι',
    ],
  ],
};
const answers = new Map([
  ...words.yes.map((word) => [word, true] as const),
  ...words.no.map((word) => [word, false] as const),
]);

/** Yes or no in the tongues our files come in; null for anything else. */
export const recogniseYesNo = (text: string): boolean | null =>
  answers.get(text.normalize('NFKC').trim().toLowerCase()) ?? null;

export type DecimalSign = '.' | ',';

const plain = /^-?\d+(?:[.,]\d+)?$/;
const groupedByComma = /^-?\d{1,3}(?:,\d{3})+\.\d+$|^-?\d{1,3}(?:,\d{3}){2,}$/;
const groupedInIndia = /^-?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/;
const groupedByPoint = /^-?\d{1,3}(?:\.\d{3})+,\d+$|^-?\d{1,3}(?:\.\d{3}){2,}$/;
const groupedByBlank = /^-?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/;
const eitherWay = /^-?[1-9]\d{0,2}[.,]\d{3}$/;
const currency =
  /^(?:[A-Z]{3}|\p{Sc}|kr|zł|Kč|Ft|lei|CHF|Fr\.)\s*|\s*(?:[A-Z]{3}|\p{Sc}|kr\.?|zł|Kč|Ft|lei|CHF|Fr\.)$|,-$/giu;
const scientific = /^[+-]?\d(?:[.,]\d+)?E[+-]?\d{1,3}$/i;

/** A number as a spreadsheet shows one that is too long for its cell: the digits behind it are gone. */
export const isScientific = (text: string): boolean => scientific.test(text.trim());

/** Digits, signs and one minus in front, without currency; (12.50) and 12,50- are below zero. null for what is no number. */
export function bareNumber(text: string): string | null {
  if (text.length > 80) return null;
  const typed = text
    .replaceAll(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .trim();
  const amount = /\d/.test(typed) ? typed : '';
  const signed = amount.replace(currency, '').replace(currency, '').trim();
  const inside = /^\((.*)\)$/.exec(signed)?.[1];
  const below = inside !== undefined || /^-|-$/.test(signed);
  const digits = (inside ?? signed)
    .replace(/^[+-]\s*|\s*-$/g, '')
    .replace(currency, '')
    .trim();
  if (!/^\d[\d.,'’ ]*$/.test(digits)) return null;
  return below ? `-${digits}` : digits;
}

/**
 * A number in either way of writing, as "1234.5": 1,234.50 and 1.234,50 and 1 234,5, with a currency, in brackets or with
 * the minus behind where it is below zero. `decimal` says what 1.234 and 1,234 mean; without it 1.234 is a decimal and 1,234
 * is refused, since both are read. null for what is no number or has over 15 digits, more than are kept exactly.
 */
export function recogniseNumber(text: string, decimal?: DecimalSign): string | null {
  const bare = bareNumber(text);
  const number = bare === null ? null : normalNumber(bare, decimal);
  if (number === null || number.replaceAll(/\D/g, '').replace(/^0+/, '').length > 15) return null;
  return String(Number(number));
}

function normalNumber(bare: string, decimal: DecimalSign | undefined): string | null {
  if (eitherWay.test(bare)) {
    const sign = bare.includes(',') ? ',' : '.';
    if (decimal === undefined) return sign === ',' ? null : bare;
    return sign === decimal ? bare.replace(',', '.') : bare.replace(sign, '');
  }
  if (plain.test(bare)) return bare.replace(',', '.');
  if (groupedByComma.test(bare) || groupedInIndia.test(bare)) return bare.replaceAll(',', '');
  if (groupedByPoint.test(bare)) return bare.replaceAll('.', '').replace(',', '.');
  return groupedByBlank.test(bare) ? bare.replaceAll(/[ '’]/g, '').replace(',', '.') : null;
}
