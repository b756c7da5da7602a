/**
 * What may stand in a cell of a file for a person (reliability.md check 38), in the browser too. A cell that a spreadsheet would calculate
 * goes out with an apostrophe in front, phone numbers with + included; one that already stands behind apostrophes gets one more, so that
 * what comes in again is what went out, whatever it was.
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

export type CsvCell = string | number | null | undefined;

export const harmlessCell = (cell: CsvCell, defuse: (text: string) => string = defuseCell): CsvCell =>
  typeof cell === 'string' ? defuse(cell) : cell;

/** How csv-stringify writes them: line ends of any kind and blanks at either end are kept by quotes. */
export const csvOptions = { record_delimiter: '\r\n', quoted_match: /[\r\n]|^\s|\s$/ };

/** Spreadsheets read UTF-8 only with this in front. */
export const csvByteOrderMark = '\uFEFF';
