import { csvByteOrderMark, csvLine } from '@/lib/csv';
import type { Prisma } from '../generated/client';
import type { Db } from '../open';

const rowsAtOnce = 2_000;

/** A column of a file: what stands above it, and its cell of a row. */
export type CsvColumn<Row> = readonly [
  header: string,
  cell: (row: Row) => string | number | null | undefined,
];

/** The rows of a statement as a file, in pieces: read through a cursor, so any size fits in the same memory. */
export async function* gridCsv<Found extends object, Row>(
  db: Db,
  statement: Prisma.Sql,
  toRow: (found: Found) => Row,
  columns: readonly CsvColumn<Row>[],
): AsyncGenerator<string> {
  const client = await db.pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`DECLARE grid NO SCROLL CURSOR FOR ${statement.text}`, [...statement.values]);
    yield csvByteOrderMark + csvLine(columns.map(([header]) => header));
    for (;;) {
      const { rows } = await client.query<Found>(`FETCH ${rowsAtOnce} FROM grid`);
      if (rows.length === 0) return;
      yield rows
        .map(toRow)
        .map((row) => csvLine(columns.map(([, cell]) => cell(row))))
        .join('');
    }
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    await client.query('ROLLBACK').catch(() => (broken = true));
    client.release(broken);
  }
}
