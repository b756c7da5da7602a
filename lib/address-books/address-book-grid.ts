import { liveConnection } from '../connections/live-connection';
import { visibleLists, type Context } from '../context';
import { defineGrid, Prisma, type GridQuery } from '../db';

const { sql } = Prisma;

export const addressBookTables = sql`
  address_books b
  LEFT JOIN connections c ON c.address_book_id = b.id AND ${liveConnection()}
  LEFT JOIN marketing_lists l ON l.id = c.list_id`;

export const addressBookColumns = (ctx: Context): Prisma.Sql => sql`
  b.id, b.dotdigital_id, b.name, b.visibility, b.contact_count, b.seen_at, b.gone_at, l.id AS list_id, CASE WHEN ${visibleLists(ctx)} THEN l.name END AS list_name`;

/** An integration's books; those gone at Dotdigital stay, marked. */
export const addressBookGrid = defineGrid<{ integrationId: bigint }>()({
  from: addressBookTables,
  where: ({ integrationId }) => sql`b.integration_id = ${integrationId}`,
  id: sql`b.id`,
  columns: {
    name: { sql: sql`lower(b.name)`, sort: true },
    contacts: { sql: sql`b.contact_count`, sort: true },
    seenAt: { sql: sql`b.seen_at`, sort: true },
  },
  search: [sql`b.name`],
  defaultSort: { field: 'name', direction: 'asc' },
  defaultSize: 20,
  prefix: 'books',
});
export type AddressBookQuery = GridQuery<typeof addressBookGrid>;
