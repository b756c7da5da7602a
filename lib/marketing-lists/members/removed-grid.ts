import { defineGrid, Prisma, type GridQuery } from '@/lib/db';
import { nameOf } from './member-sql';
import { removedTables } from './removed-sql';

const { sql } = Prisma;

/** Records taken off a list by hand. */
export const removedGrid = defineGrid<{ listId: bigint }>()({
  from: removedTables,
  where: ({ listId }) => sql`i.list_id = ${listId} AND i.removed_at IS NOT NULL`,
  id: sql`i.record_id`,
  ties: 'asc',
  columns: {
    removedAt: { sql: sql`i.removed_at`, sort: true },
    name: { sql: sql`lower(${nameOf(sql`r`)})`, sort: true },
  },
  search: [sql`concat_ws(' ', r.first_name, r.last_name, r.email)`],
  defaultSort: { field: 'removedAt', direction: 'desc' },
  prefix: 'removed',
});
export type RemovedQuery = GridQuery<typeof removedGrid>;
