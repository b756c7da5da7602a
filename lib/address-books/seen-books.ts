import { Prisma, type Tx } from '../db';
import { isSystemBook } from '../dotdigital';

export type SeenBook = { id: number; name: string; visibility: string; contacts: number | null };

/** Address books as Dotdigital lists them, its own two left out. Equal rows are not rewritten. Returns how many differed. */
export async function storeSeenBooks(
  tx: Tx,
  input: { integrationId: bigint; rows: readonly SeenBook[]; seenAt: Date },
): Promise<number> {
  const own = input.rows.filter((row) => !isSystemBook(row.name));
  const rows = [...new Map(own.map((row) => [row.id, row])).values()];
  if (rows.length === 0) return 0;
  return tx.$executeRaw`
    INSERT INTO address_books AS b (integration_id, dotdigital_id, name, visibility, contact_count, seen_at)
    SELECT ${input.integrationId}, r.id, r.name, r.visibility, coalesce(r.contacts, 0), ${input.seenAt}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id int, name text, visibility text, contacts int)
    ORDER BY r.id
    ON CONFLICT (integration_id, dotdigital_id) DO UPDATE SET
      name = excluded.name, visibility = excluded.visibility, contact_count = excluded.contact_count,
      seen_at = excluded.seen_at, gone_at = NULL
    WHERE b.gone_at IS NOT NULL
      OR (b.name, b.visibility, b.contact_count) IS DISTINCT FROM (excluded.name, excluded.visibility, excluded.contact_count)`;
}

/** After a complete, confirmed listing: books it did not name are marked with the date. Nothing is dropped. */
export const markBooksGone = (
  tx: Tx,
  input: { integrationId: bigint; listedIds: readonly number[]; at: Date },
): Promise<number> =>
  markGone(
    tx,
    Prisma.sql`integration_id = ${input.integrationId} AND dotdigital_id <> ALL(${[...input.listedIds]}::int[])`,
    input.at,
  );

/** The same of one book that was looked for by itself, twice. */
export const markBookGone = (tx: Tx, input: { addressBookId: bigint; at: Date }): Promise<number> =>
  markGone(tx, Prisma.sql`id = ${input.addressBookId}`, input.at);

/** Nobody is in a book that is gone; what was known of its people stays. */
async function markGone(tx: Tx, which: Prisma.Sql, at: Date): Promise<number> {
  const gone = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE address_books SET gone_at = ${at} WHERE gone_at IS NULL AND ${which} RETURNING id`;
  if (gone.length > 0)
    await tx.$executeRaw`
      UPDATE book_members SET present = false WHERE present AND address_book_id = ANY(${gone.map(({ id }) => id)}::bigint[])`;
  return gone.length;
}
