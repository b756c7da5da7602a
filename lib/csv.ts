import { stringify } from 'csv-stringify/sync';

/**
 * CSV on the way out to a person (reliability.md check 38). A cell that a spreadsheet would calculate goes out with an
 * apostrophe in front, phone numbers with + included; one that already stands behind apostrophes gets one more, so that
 * what comes in again is what went out, whatever it was. Files for Dotdigital are not written here: theirs are never altered.
 */
const calculated = /^[=+\-@＝＋－＠\t\r\n\0]/;
const mayBeDefused = /^'*[=+\-@＝＋－＠\t\r\n\0]/;
const defused = /^'+[=+\-@＝＋－＠\t\r\n\0]/;

/** A value as a cell of a file: harmless, and the value again after undefuseCell. */
export const defuseCell = (text: string): string => (mayBeDefused.test(text) ? `'${text}` : text);

/** A cell of a file as the value that it stands for: =1 and '=1 both mean =1, ''=1 means '=1. */
export const undefuseCell = (text: string): string => (defused.test(text) ? text.slice(1) : text);

/** A cell that came in a file, to go out in another: harmless, and it means what it meant. */
export const defuseRawCell = (text: string): string => (calculated.test(text) ? `'${text}` : text);

type Cell = string | number | null | undefined;

export const csvLine = (cells: readonly Cell[]): string =>
  written(cells.map((cell) => harmless(cell, defuseCell)));

/** Our own words about a row of somebody's file, then its cells as they came. */
export const csvLineOfRow = (words: readonly Cell[], cells: readonly string[]): string =>
  written([...words.map((cell) => harmless(cell, defuseCell)), ...cells.map(defuseRawCell)]);

const harmless = (cell: Cell, defuse: (text: string) => string): Cell =>
  typeof cell === 'string' ? defuse(cell) : cell;

/** Line ends of any kind and blanks at either end are kept by quotes. */
const written = (cells: readonly Cell[]): string =>
  stringify([cells], { record_delimiter: '\r\n', quoted_match: /[\r\n]|^\s|\s$/ });

/** Spreadsheets read UTF-8 only with this in front. */
export const csvByteOrderMark = '\uFEFF';

/** Content-Disposition for a download: plain letters for old readers, the real name beside it. */
export function attachmentHeader(fileName: string): string {
  const whole = fileName
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const ending = /\.\w{1,5}$/.exec(whole)?.[0] ?? '';
  const name =
    `${whole.slice(0, Math.min(whole.length - ending.length, 150))}${ending}`.trim() || 'download.csv';
  const plain =
    name
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]+/g, '')
      .replaceAll('%', '')
      .trim() || 'download.csv';
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, ' ')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
