import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';

import { emailKey } from '@/lib/email-key';
import { type CsvFormat, csvDelimiters } from '../csv-import-schemas';

type Encoding = CsvFormat['encoding'];
type Delimiter = CsvFormat['delimiter'];

/** What the file's first bytes say in an encoding, without the half character that a cut may leave. */
export const decodeHead = (head: Uint8Array, encoding: Encoding): string =>
  iconv.decode(Buffer.from(head.buffer, head.byteOffset, head.byteLength), encoding);

const LOOKED_AT = 60;

type HeadRow = { row: number; cells: string[] };

/** The first rows with their numbers, blank ones left out; what the cut of the sample tears is left out too. */
function headRows(text: string, delimiter: string): HeadRow[] {
  const rows: HeadRow[] = [];
  let row = 0;
  try {
    parse(text, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      to: LOOKED_AT,
      on_record: (cells: string[]) => {
        row += 1;
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

const hint = /^\uFEFF?"?sep=(.)"?\s*(?:\r\n|\n|\r)/i;

/** How the head of a file falls into a table: by Excel's own hint, else the delimiter that cuts it into the most even rows. */
export function detectTable(head: string): Pick<CsvFormat, 'delimiter' | 'hasHeader' | 'firstRow'> {
  const line = hint.exec(head);
  const behind = line ? head.slice(line[0].length) : head;
  const hinted = csvDelimiters.find(({ value }) => value === line?.[1])?.value;
  // A hint that cuts nothing was left behind by another program.
  const isTrue = hinted !== undefined && usualWidth(headRows(behind, hinted)) > 1;
  const delimiter = isTrue ? hinted : detectDelimiter(behind);
  const rows = headRows(head, delimiter).filter(({ row }) => line === null || row > 1);
  const width = usualWidth(rows);
  const first = rows.find((one, n) => beginsTable(one, rows[n + 1], width)) ?? rows[0];
  return { delimiter, hasHeader: !first || !isPerson(first.cells), firstRow: first?.row ?? 1 };
}

/** The delimiter that cuts the first records into the most even rows; quoted text doesn't count. Comma when none does. */
export function detectDelimiter(head: string): Delimiter {
  let best: { value: Delimiter; score: number } = { value: ',', score: 0 };
  for (const { value } of csvDelimiters) {
    const rows = headRows(head, value);
    const width = usualWidth(rows);
    if (width < 2) continue;
    const even = rows.filter(({ cells }) => cells.length === width).length / rows.length;
    const score = even * 1_000 + Math.min(width, 500) / 501;
    if (score > best.score) best = { value, score };
  }
  return best.value;
}

/** A row of a table says more than a title line or the foot of a report: it counts by its cells, up to so many. */
const WEIGHTIEST = 8;

/** How many cells the rows of the table have. */
function usualWidth(rows: readonly HeadRow[]): number {
  const weights = new Map<number, number>();
  for (const { cells } of rows)
    weights.set(cells.length, (weights.get(cells.length) ?? 0) + Math.min(cells.length, WEIGHTIEST));
  const [best] = [...weights].sort(([a, x], [b, y]) => y - x || b - a);
  return best?.[0] ?? 1;
}

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** Title lines fill a cell or two of many; a header names at least as many columns as the row below it fills. */
function beginsTable({ cells }: HeadRow, next: HeadRow | undefined, width: number): boolean {
  if (width < 2) return true;
  if (cells.length < width * 0.6) return false;
  const names = filled(cells);
  return names >= 2 && names >= Math.min(width * 0.5, next ? filled(next.cells) : 0);
}

/** Nobody calls a column by an address. */
const isPerson = (cells: readonly string[]): boolean => cells.some((cell) => emailKey(cell) !== null);
