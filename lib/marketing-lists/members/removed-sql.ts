import { Prisma } from '@/lib/db';
import { nameOf } from './member-sql';
import type { RemovedRow } from '../schemas';

const { sql } = Prisma;

export type RemovedSqlRow = Omit<RemovedRow, 'recordId' | 'removedAt'> & {
  recordId: bigint;
  removedAt: Date;
};

export const removedColumns = sql`r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email, i.removed_at AS "removedAt", u.name AS "removedBy",
  coalesce(event.cause, '') AS reason, i.in_filter AS "stillMatches"`;

/** Items of lists, with who took the record off and the reason last given. */
export const removedTables = sql`
  list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
  LEFT JOIN users u ON u.id = i.removed_by_id
  LEFT JOIN LATERAL (
    SELECT e.cause FROM list_events e WHERE e.record_id = i.record_id AND e.list_id = i.list_id AND e.kind = 'removed' ORDER BY e.id DESC LIMIT 1
  ) event ON TRUE`;

export const removedView = (row: RemovedSqlRow): RemovedRow => ({
  ...row,
  recordId: String(row.recordId),
  removedAt: row.removedAt.toISOString(),
});
