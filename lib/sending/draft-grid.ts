import { visibleLists, type Context } from '../context';
import { defineGrid, Prisma, type GridQuery } from '../db';
import { draftTables } from './internal';

const { sql } = Prisma;

/** Campaigns made here, for lists that the person who asks may see. */
export const draftGrid = defineGrid<{ ctx: Pick<Context, 'actor'> }>()({
  from: draftTables,
  where: ({ ctx }) => visibleLists(ctx),
  id: sql`d.id`,
  columns: {
    name: { sql: sql`lower(d.name)`, sort: true },
    list: { sql: sql`lower(l.name)`, sort: true },
    state: { sql: sql`d.state::text`, sort: true, filter: 'choice' },
    recipients: { sql: sql`d.recipient_count`, sort: true, nullable: true },
    sendAt: { sql: sql`coalesce(d.send_at, d.asked_at)`, sort: true, nullable: true },
    updatedAt: { sql: sql`d.updated_at`, sort: true },
    listId: { sql: sql`d.list_id::text`, filter: 'choice' },
  },
  search: [sql`d.name`, sql`d.subject`],
  defaultSort: { field: 'updatedAt', direction: 'desc' },
});
export type DraftQuery = GridQuery<typeof draftGrid>;
