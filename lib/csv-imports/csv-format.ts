import iconv from 'iconv-lite';

import { undefuseCell } from '@/lib/csv';
import { invalidInput } from '@/lib/errors';
import { type CsvFormat, csvDelimiters } from './csv-import-schemas';

type Encoding = CsvFormat['encoding'];
type Delimiter = CsvFormat['delimiter'];

/** Files that people take for CSV; naming what they are helps more than strange characters. */
const signatures: { bytes: number[]; what: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'an Excel workbook or a zip archive. Save the sheet as CSV and upload that file',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel workbook. Save the sheet as CSV and upload that file',
  },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive. Unpack it and upload the CSV file inside' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF. Export the table as CSV and upload that file' },
];

/** Throws by name for what is certainly no CSV. */
export function refuseOtherFiles(head: Uint8Array, fileName: string): void {
  const found = signatures.find(({ bytes }) => bytes.every((byte, n) => head[n] === byte));
  if (found) throw invalidInput(`${fileName} is ${found.what}.`);
}

const controls = /[\0-\x08\x0b\x0e-\x1f]/g;

/** Throws for what isn't text: pictures, programs, archives. A few control characters in a cell are a matter of their row. */
export function refuseBinary(head: Uint8Array, encoding: Encoding, fileName: string): void {
  const text = decodeHead(head.subarray(0, 4_000), encoding);
  const found = text.match(controls)?.length ?? 0;
  if (found < 8 || found < text.length / 100) return;
  throw invalidInput(`${fileName} is not a text file. Save the table as CSV and upload that file.`);
}

/** Files whose bytes are cut into rows alike: every encoding of one byte per sign for quotes, delimiters and line ends is one. */
export const cutsLike = (
  a: Pick<CsvFormat, 'encoding' | 'delimiter'>,
  b: { encoding: string; delimiter: string },
): boolean => a.delimiter === b.delimiter && unitOf(a.encoding) === unitOf(b.encoding);

const unitOf = (encoding: string): string => (encoding.startsWith('utf-16') ? encoding : 'byte');

/** What the columns are called: by the first row, defused names (lib/csv.ts) as they were meant, or by their place. */
export const columnNames = (first: readonly string[], hasHeader: boolean): string[] =>
  first.map((cell, index) =>
    hasHeader ? undefuseCell(cell.trim()).replaceAll('\0', '').trim() : `Column ${index + 1}`,
  );

/** By byte order mark, else by zero bytes of UTF-16, else by whether the whole file was valid UTF-8. */
export function detectEncoding(head: Uint8Array, isValidUtf8: boolean): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4_000);
  const zeros = [0, 0];
  sample.forEach((byte, n) => {
    if (byte === 0) zeros[n % 2] = (zeros[n % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even < odd / 4) return 'utf-16le';
  if (even > sample.length / 8 && odd < even / 4) return 'utf-16be';
  return isValidUtf8 ? 'utf-8' : 'windows-1252';
}

/** The delimiter that cuts the first records into the most even rows; quoted text doesn't count. Comma when none does. */
export function detectDelimiter(text: string): Delimiter {
  let best: { value: Delimiter; score: number } = { value: ',', score: 0 };
  for (const { value } of csvDelimiters) {
    const widths = recordWidths(text, value, 50);
    const first = widths[0] ?? 1;
    if (first < 2) continue;
    const even = widths.filter((width) => width === first).length / widths.length;
    const score = even * 1_000 + Math.min(first, 500) / 501;
    if (score > best.score) best = { value, score };
  }
  return best.value;
}

/** How many cells each of the first records has; a last record that the sample cuts off is left out. */
function recordWidths(text: string, delimiter: string, most: number): number[] {
  const widths: number[] = [];
  let width = 1;
  let quoted = false;
  let fieldStart = true;
  let empty = true;
  for (let n = 0; n < text.length && widths.length < most; n += 1) {
    const sign = text[n];
    if (quoted) {
      if (sign !== '"') continue;
      if (text[n + 1] === '"') n += 1;
      else quoted = false;
    } else if (sign === '"' && fieldStart) {
      quoted = true;
      fieldStart = false;
      empty = false;
    } else if (sign === '\n' || sign === '\r') {
      if (!empty) widths.push(width);
      width = 1;
      fieldStart = true;
      empty = true;
    } else {
      fieldStart = sign === delimiter;
      if (fieldStart) width += 1;
      empty = false;
    }
  }
  if (!empty && !quoted && widths.length === 0) widths.push(width);
  return widths;
}

/** What the file's first bytes say in an encoding, without the half character that a cut may leave. */
export const decodeHead = (head: Uint8Array, encoding: Encoding): string =>
  iconv.decode(Buffer.from(head.buffer, head.byteOffset, head.byteLength), encoding);
