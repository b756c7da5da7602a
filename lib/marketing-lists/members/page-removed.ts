import { visibleRecords, type Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { removedColumns, removedTables, removedView, type RemovedSqlRow } from './removed-sql';
import type { RemovedRow } from '../schemas';

/** Who was taken off a list by hand, in the order of their ids behind `after`: as quick at any depth. */
export async function pageRemoved(
  ctx: Context,
  listId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ data: RemovedRow[]; nextCursor: string | null }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const rows = await ctx.db.prisma.$queryRaw<RemovedSqlRow[]>`
    SELECT ${removedColumns} FROM ${removedTables}
    WHERE i.list_id = ${list.id} AND i.removed_at IS NOT NULL AND i.record_id > ${BigInt(after ?? 0)} AND ${visibleRecords(ctx)}
    ORDER BY i.record_id LIMIT ${limit + 1}::int`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(removedView),
    nextCursor: rows.length > limit && last ? String(last.recordId) : null,
  };
}
