import { visibleLists, type Context } from '../context';
import { defineGrid, Prisma, type GridQuery } from '../db';

const { sql } = Prisma;

export const runTables = sql`
  sync_runs s
  LEFT JOIN integrations n ON n.id = s.integration_id
  LEFT JOIN connections c ON c.id = s.connection_id
  LEFT JOIN marketing_lists l ON l.id = c.list_id
  LEFT JOIN address_books b ON b.id = c.address_book_id
  LEFT JOIN users u ON u.id = s.requested_by_id`;

/** Runs of a list that only its owner sees are told to nobody else; imports have none. */
export const told = (ctx: Context): Prisma.Sql => sql`(l.id IS NULL OR ${visibleLists(ctx)})`;

export const isUnderWaySql = sql`(s.state IN ('running', 'waiting'))`;

/** Runs, those under way first. */
export const runGrid = defineGrid<{ ctx: Context }>()({
  from: runTables,
  where: ({ ctx }) => told(ctx),
  id: sql`s.id`,
  ties: 'desc',
  first: isUnderWaySql,
  columns: {
    startedAt: { sql: sql`s.started_at`, sort: true },
    integration: {
      sql: sql`lower(n.name)`,
      sort: true,
      nullable: true,
      filter: 'choice',
      asks: sql`s.integration_id`,
    },
    state: { sql: sql`s.state`, sort: true, filter: 'choice' },
    kind: { sql: sql`s.kind`, filter: 'choice' },
  },
  search: [sql`l.name`, sql`b.name`, sql`n.name`],
  defaultSort: { field: 'startedAt', direction: 'desc' },
});
export type RunQuery = GridQuery<typeof runGrid>;
