const words: Record<'yes' | 'no', readonly string[]> = {
  yes: ['true', 'yes', 'y', '1', 'on', 'x', 'ja', 'j', 'oui', 'sí', 'si', 'sim', 'sì'],
  no: ['false', 'no', 'n', '0', 'off', 'nein', 'non', 'não', 'nee'],
};

/** Yes or no in the tongues our files come in; null for anything else. */
export function recogniseYesNo(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (words.yes.includes(word)) return true;
  return words.no.includes(word) ? false : null;
}

const plain = /^[+-]?\d+(?:[.,]\d+)?$/;
const groupedByComma = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$|^[+-]?\d{1,3}(?:,\d{3}){2,}$/;
const groupedByPoint = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$|^[+-]?\d{1,3}(?:\.\d{3}){2,}$/;
const groupedByBlank = /^[+-]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/;

/**
 * A number in either way of writing, as "1234.5": 1,234.50 and 1.234,50 and 1 234,5. A single comma or point is the decimal
 * sign ("1,234" is 1.234 only where it can't be thousands: it is refused, since both are read). null for what is no number or
 * has over 15 digits, more than are kept exactly.
 */
export function recogniseNumber(text: string): string | null {
  const typed = text.trim().replaceAll(/[\u00A0\u202F]/g, ' ');
  const number = normalNumber(typed);
  if (number === null || number.replaceAll(/\D/g, '').replace(/^0+/, '').length > 15) return null;
  return String(Number(number));
}

function normalNumber(typed: string): string | null {
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(typed)) return null;
  if (plain.test(typed)) return typed.replace(',', '.');
  if (groupedByComma.test(typed)) return typed.replaceAll(',', '');
  if (groupedByPoint.test(typed)) return typed.replaceAll('.', '').replace(',', '.');
  return groupedByBlank.test(typed) ? typed.replaceAll(/[ '’]/g, '').replace(',', '.') : null;
}
