import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { listKey } from './internal';
import { fetchSeenList } from './list-access';
import { nameOf } from './member-sql';
import type { RemovedRow } from './schemas';

const { sql } = Prisma;
type Row = Omit<RemovedRow, 'recordId' | 'removedAt'> & { recordId: bigint; removedAt: Date };

/** Who was taken off a list by hand, in the order of their ids behind `after`: as quick at any depth. */
export async function pageRemoved(ctx: Context, listId: string, { after, limit }: { after: string | null; limit: number }): Promise<{ data: RemovedRow[]; nextCursor: string | null }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email, i.removed_at AS "removedAt", u.name AS "removedBy",
      coalesce(event.cause, '') AS reason, i.in_filter AS "stillMatches"
    FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
    LEFT JOIN users u ON u.id = i.removed_by_id
    LEFT JOIN LATERAL (
      SELECT e.cause FROM list_events e WHERE e.record_id = i.record_id AND e.list_id = i.list_id AND e.kind = 'removed' ORDER BY e.id DESC LIMIT 1
    ) event ON TRUE
    WHERE i.list_id = ${list.id} AND i.removed_at IS NOT NULL AND i.record_id > ${BigInt(after ?? 0)}
    ORDER BY i.record_id LIMIT ${limit + 1}::int`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => ({ ...row, recordId: String(row.recordId), removedAt: row.removedAt.toISOString() })),
    nextCursor: rows.length > limit && last ? String(last.recordId) : null,
  };
}
