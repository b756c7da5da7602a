import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { listKey } from './internal';
import { fetchSeenList } from './list-access';
import { nameOf } from './member-sql';
import type { RemovedRow } from './schemas';

const removedSortFields = ['removedAt', 'name'] as const;
export const removedTable = { prefix: 'removed', sortable: removedSortFields, defaultSort: { field: 'removedAt', direction: 'desc' } } as const;
type RemovedQuery = TableQuery<(typeof removedSortFields)[number]>;

const { sql } = Prisma;
type Row = Omit<RemovedRow, 'recordId' | 'removedAt'> & { recordId: bigint; removedAt: Date; total: bigint };

/** The Removed grid: records taken off the list by hand, with who did it and why. */
export async function listRemoved(ctx: Context, listId: string, query: RemovedQuery): Promise<{ rows: RemovedRow[]; total: number }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const direction = query.sort.direction === 'desc' ? sql`DESC` : sql`ASC`;
  const order = query.sort.field === 'name' ? sql`lower(${nameOf(sql`r`)})` : sql`i.removed_at`;
  const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email, i.removed_at AS "removedAt", u.name AS "removedBy",
      coalesce(event.cause, '') AS reason, i.in_filter AS "stillMatches", count(*) OVER () AS total
    FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
    LEFT JOIN users u ON u.id = i.removed_by_id
    LEFT JOIN LATERAL (
      SELECT e.cause FROM list_events e WHERE e.record_id = i.record_id AND e.list_id = i.list_id AND e.kind = 'removed' ORDER BY e.id DESC LIMIT 1
    ) event ON TRUE
    WHERE i.list_id = ${list.id} AND i.removed_at IS NOT NULL
      AND (${query.q} = '' OR lower(concat_ws(' ', r.first_name, r.last_name, r.email)) LIKE lower(${like}::text))
    ORDER BY ${order} ${direction}, i.record_id LIMIT ${query.size}::int OFFSET ${(query.page - 1) * query.size}::bigint`;
  return {
    rows: rows.map(({ total: _total, ...row }) => ({ ...row, recordId: String(row.recordId), removedAt: row.removedAt.toISOString() })),
    total: Number(rows[0]?.total ?? 0n),
  };
}
