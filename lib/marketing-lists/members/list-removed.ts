import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { TableQuery } from '@/lib/table-query';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { nameOf } from './member-sql';
import { removedColumns, removedFrom, removedView, type RemovedSqlRow } from './removed-sql';
import type { RemovedRow } from '../schemas';

const removedSortFields = ['removedAt', 'name'] as const;
export const removedTable = {
  prefix: 'removed',
  sortable: removedSortFields,
  defaultSort: { field: 'removedAt', direction: 'desc' },
} as const;
type RemovedQuery = TableQuery<(typeof removedSortFields)[number]>;

const { sql } = Prisma;
type Row = RemovedSqlRow & { total: bigint };

/** The Removed grid: records taken off the list by hand, with who did it and why. */
export async function listRemoved(
  ctx: Context,
  listId: string,
  query: RemovedQuery,
): Promise<{ rows: RemovedRow[]; total: number }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const direction = query.sort.direction === 'desc' ? sql`DESC` : sql`ASC`;
  const order = query.sort.field === 'name' ? sql`lower(${nameOf(sql`r`)})` : sql`i.removed_at`;
  const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT ${removedColumns}, count(*) OVER () AS total FROM ${removedFrom(list.id)}
      AND (${query.q} = '' OR lower(concat_ws(' ', r.first_name, r.last_name, r.email)) LIKE lower(${like}::text))
    ORDER BY ${order} ${direction}, i.record_id LIMIT ${query.size}::int OFFSET ${(query.page - 1) * query.size}::bigint`;
  return {
    rows: rows.map(({ total: _total, ...row }) => removedView(row)),
    total: Number(rows[0]?.total ?? 0n),
  };
}
