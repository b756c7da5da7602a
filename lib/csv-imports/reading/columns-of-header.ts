import { undefuseCell } from '@/lib/csv';
import { invalidInput } from '@/lib/errors';
import { maxCsvColumns } from '../csv-import-schemas';

/** What the columns are called: by the header row, defused names (lib/csv.ts) as they were meant, or by their place. */
export const columnNames = (first: readonly string[], hasHeader: boolean): string[] =>
  first.map((cell, index) =>
    hasHeader ? undefuseCell(cell.trim()).replaceAll('\0', '').trim() : `Column ${index + 1}`,
  );

export function refuseTooWide(columnCount: number): void {
  if (columnCount <= maxCsvColumns) return;
  throw invalidInput(
    `This file has ${columnCount.toLocaleString('en-GB')} columns; at most ${maxCsvColumns} are read. Save only the columns you need.`,
  );
}
