import { visibleRecords, type Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { getConnection } from './get-connections';
import type { LeaverView } from './schemas';

type Page = { id: string; after: string | null; limit: number };
type Row = { email: string; name: string | null; record_id: bigint; entity: string; how: LeaverView['how'] };

/** Whom of a list somebody took off the book, or deleted, at Dotdigital, by address; those behind `after` first. */
export async function listWhoLeft(
  ctx: Context,
  { id, after, limit }: Page,
): Promise<{ data: LeaverView[]; nextCursor: string | null }> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  await getConnection(ctx, id);
  const rows = await ctx.db.prisma.$queryRaw<Row[]>(Prisma.sql`
    SELECT m.email_key AS email, nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), '') AS name, r.id AS record_id, r.entity::text AS entity,
      CASE WHEN m.left_how = 'deleted' THEN 'deleted' ELSE 'taken_off' END AS how
    FROM connections c
    JOIN book_members m ON m.address_book_id = c.address_book_id AND m.left_how IS NOT NULL AND NOT m.present
    JOIN list_items i ON i.list_id = c.list_id AND i.record_id = m.record_id AND i.in_filter AND i.removed_at IS NULL
    JOIN crm_records r ON r.id = m.record_id
    WHERE c.id = ${BigInt(id)} AND m.email_key > ${after ?? ''} AND ${visibleRecords(ctx)} ORDER BY m.email_key LIMIT ${limit + 1}::int`);
  const data = rows.slice(0, limit).map(({ record_id, entity, ...row }) => ({
    ...row,
    recordId: String(record_id),
    recordPath: `/${entity}s/${record_id}`,
  }));
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.email ?? null) : null };
}
