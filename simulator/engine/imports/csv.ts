import { stringify } from 'csv-stringify/sync';

/**
 * RFC 4180 records of a text, forgiving about quotes in the middle of a cell. A whole file of 50 MB goes through here, which is why it
 * looks for the next delimiter instead of walking every character, as csv-parse does (docs/decisions/0019-whose-promise-a-start-is.md).
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = text.length;
  let newline = -2;
  let comma = -2;

  while (at <= end) {
    let cell: string;
    if (text.charCodeAt(at) === 34) {
      const read = readQuoted(text, at + 1);
      cell = read.cell;
      at = read.next;
    } else cell = '';
    if (comma !== -1 && comma < at) comma = text.indexOf(',', at);
    if (newline !== -1 && newline < at) newline = text.indexOf('\n', at);
    const lineEnd = newline === -1 ? end : newline;
    const cellEnd = comma !== -1 && comma < lineEnd ? comma : lineEnd;
    if (cellEnd > at) cell += text.slice(at, cellEnd);
    const closesLine = cellEnd === lineEnd;
    if (closesLine && cell.endsWith('\r')) cell = cell.slice(0, -1);
    row.push(cell);
    at = cellEnd + 1;
    if (closesLine) {
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
      if (newline === -1) break;
    }
  }
  return rows;
}

function readQuoted(text: string, start: number): { cell: string; next: number } {
  let cell = '';
  let at = start;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { cell: cell + text.slice(at), next: text.length };
    cell += text.slice(at, quote);
    if (text.charCodeAt(quote + 1) !== 34) return { cell, next: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}

export function writeCsvLine(cells: readonly string[]): string {
  return stringify([cells], { eof: false, quoted_match: /[\r\n]/ });
}
