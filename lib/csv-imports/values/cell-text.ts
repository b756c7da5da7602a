import { undefuseCell } from '@/lib/csv';

const formulaText = /^="([^"]*)"$/;
const nothing = /^(?:#N\/A|#NA|#NULL!|#REF!|#VALUE!|#NAME\?|#DIV\/0!|\\N)$/i;

/** What a spreadsheet's cell stands for: ="01067" is 01067, the marks of a failed formula are nothing (decisions 17 and 26). */
export function cellText(cell: string): string {
  if (cell.length < 2) return cell;
  const first = cell.charCodeAt(0);
  if (first !== 0x3d && first !== 0x23 && first !== 0x5c && first !== 0x27) return cell;
  const text = formulaText.exec(cell)?.[1];
  if (text !== undefined) return text;
  return nothing.test(cell.trim()) ? '' : undefuseCell(cell);
}

/** An apostrophe that keeps a spreadsheet from calculating an id is none of it. */
export const withoutApostrophe = (text: string): string => (/^'[^'\s]/.test(text) ? text.slice(1) : text);

const noAnswer = new Set([
  '-',
  '--',
  '–',
  '—',
  'n/a',
  'n.a.',
  'na',
  'null',
  'nil',
  'none',
  'nan',
  '?',
  'unknown',
  'unbekannt',
  'keine',
  'keine angabe',
  'k.a.',
  'aucun',
  'aucune',
  'ninguno',
  'ninguna',
  'nessuno',
  'nessuna',
  'geen',
  'brak',
]);

/** What people write into a field of a kind where they have nothing to write. */
export const isNoAnswer = (text: string): boolean => noAnswer.has(text.trim().toLowerCase());
