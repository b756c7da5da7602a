import { liveConnection } from '@/lib/connections/live-connection';
import { visibleLists, type Context } from '@/lib/context';
import { defineGrid, Prisma, type Asked, type GridQuery } from '@/lib/db';

const { sql } = Prisma;

/** Who asks, and whether for the lists that were archived: those stand in the grid only then. */
type Scope = { ctx: Context; userId: bigint | null; zone: string; archived: boolean };

/** Which lists: mine, favourites, those that failed or that feed a book. */
const shows: Record<string, (scope: Scope) => Prisma.Sql> = {
  mine: ({ userId }) => sql`l.owner_id = ${userId}::bigint`,
  favourite: () => sql`v.list_id IS NOT NULL`,
  failed: () => sql`l.evaluation_state = 'failed'`,
  connected: () => sql`books.list <> '[]'`,
};

/** The lists that the person may see. */
export const listGrid = defineGrid<Scope>()({
  from: ({ userId }) => sql`
    marketing_lists l
    LEFT JOIN users u ON u.id = l.owner_id LEFT JOIN list_folders f ON f.id = l.folder_id
    LEFT JOIN list_favourites v ON v.list_id = l.id AND v.user_id = ${userId}::bigint
    LEFT JOIN LATERAL (
      SELECT e.name, e.sent_at AS at FROM connections c
      JOIN email_campaign_books b ON b.address_book_id = c.address_book_id JOIN email_campaigns e ON e.id = b.campaign_id
      WHERE c.list_id = l.id AND e.sent_at IS NOT NULL ORDER BY e.sent_at DESC, e.id DESC LIMIT 1
    ) used ON TRUE
    LEFT JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'integration', i.name) ORDER BY c.id), '[]') AS list FROM connections c
      JOIN address_books a ON a.id = c.address_book_id JOIN integrations i ON i.id = c.integration_id
      WHERE c.list_id = l.id AND ${liveConnection()}
    ) books ON TRUE`,
  where: ({ ctx, archived }) =>
    sql`${visibleLists(ctx)} AND ${archived ? sql`l.archived_at IS NOT NULL` : sql`l.archived_at IS NULL`}`,
  id: sql`l.id`,
  ties: 'asc',
  columns: {
    name: { sql: sql`lower(l.name)`, sort: true },
    entity: { sql: sql`l.entity`, sort: true, filter: 'choice' },
    type: { sql: sql`l.type`, sort: true, filter: 'choice' },
    owner: { sql: sql`lower(u.name)`, sort: true, nullable: true, filter: 'choice', asks: sql`l.owner_id` },
    folder: { sql: sql`coalesce(l.folder_id::text, 'none')`, filter: 'choice' },
    show: {
      filter: 'choice',
      where: ({ value }: Asked<'choice'>, scope: Scope) =>
        Prisma.join([sql`TRUE`, ...value.flatMap((one) => shows[one]?.(scope) ?? [])], ' AND '),
    },
    memberCount: { sql: sql`l.member_count`, sort: true },
    createdAt: { sql: sql`l.created_at`, sort: true, filter: 'date', day: 'account' },
    lastUsed: { sql: sql`used.at`, sort: true, nullable: true },
  },
  search: [sql`l.name`, sql`l.description`],
  defaultSort: { field: 'name', direction: 'asc' },
});
export type ListQuery = GridQuery<typeof listGrid>;
