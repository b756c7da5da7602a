import type { Db } from '@/lib/db';
import type { CsvFormat } from '../csv-import-schemas';
import type { FileProfile } from '../profile/column-facts';
import type { PlannedColumn } from '../proposal-schemas';
import { readChunks } from '../reading/csv-chunks';
import { readCsvRows } from '../reading/read-csv-rows';
import { consentWord, readConsent } from '../values/read-consent';

/**
 * Rows that a file marks as opted out of mail. One column of few answers is counted from what is known of the file; where several
 * columns speak, or each cell says something of its own, the file is gone through once more.
 */
export async function countOptedOut(
  db: Db,
  id: bigint,
  {
    format,
    profile,
    columns,
  }: { format: CsvFormat; profile: FileProfile; columns: readonly PlannedColumn[] },
): Promise<number> {
  const speaking = columns.filter(({ reader }) => reader.read === 'consent' && reader.channel === 'email');
  const [only] = speaking;
  if (!only) return 0;
  const words = profile.columns[only.index]?.words;
  if (speaking.length === 1 && words) {
    return Object.entries(words).reduce(
      (sum, [word, count]) => sum + (isOptedOut(only, word) ? count : 0),
      0,
    );
  }
  let found = 0;
  for await (const { cells, rowNumber } of readCsvRows(readChunks(db, id), format)) {
    if (rowNumber < format.firstRow || (format.hasHeader && rowNumber === format.firstRow)) continue;
    if (rowNumber > profile.lastRow) break;
    if (speaking.some((column) => isOptedOut(column, cells[column.index] ?? ''))) found += 1;
  }
  return found;
}

const isOptedOut = ({ reader }: PlannedColumn, cell: string): boolean =>
  reader.read === 'consent' &&
  consentWord(cell) !== '' &&
  readConsent(cell, reader, 'dmy')?.meaning === 'withdrawn';
