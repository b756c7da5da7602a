import type { Context } from '@/lib/context';
import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { TableQuery } from '@/lib/table-query';
import { actorUserId } from '@/lib/actor';
import { evaluationView } from '../internal';
import { mayChangeList, visibleLists } from '../list-access';
import type { ListEvaluation, MarketingListRow } from '../schemas';

const listSortFields = ['name', 'entity', 'type', 'owner', 'memberCount', 'createdAt', 'lastUsed'] as const;
const listFilterFields = {
  entity: 'choice',
  type: 'choice',
  owner: 'choice',
  folder: 'choice',
  show: 'choice',
  createdAt: 'date',
} as const;
/** mine, favourites, failing or archived lists; archived ones stand in the grid only when asked for. */
export const listTable = {
  sortable: listSortFields,
  filterable: listFilterFields,
  defaultSort: { field: 'name', direction: 'asc' },
} as const;
type ListQuery = TableQuery<(typeof listSortFields)[number], keyof typeof listFilterFields>;

type Row = Omit<
  MarketingListRow,
  'id' | 'owner' | 'evaluation' | 'createdAt' | 'lastUsed' | 'folder' | 'archivedAt' | 'canChange'
> & {
  folderId: bigint | null;
  folderName: string | null;
  archivedAt: Date | null;
  id: bigint;
  ownerId: bigint | null;
  ownerName: string | null;
  evaluationState: ListEvaluation['state'];
  evaluatedAt: Date | null;
  evaluationMs: number | null;
  evaluationError: string | null;
  evaluatedVersion: number | null;
  version: number;
  createdAt: Date;
  usedCampaign: string | null;
  usedAt: Date | null;
  total: bigint;
};

const { sql } = Prisma;

const orders: Record<(typeof listSortFields)[number], Prisma.Sql> = {
  name: sql`lower(l.name)`,
  entity: sql`l.entity`,
  type: sql`l.type`,
  owner: sql`lower(u.name)`,
  memberCount: sql`l.member_count`,
  createdAt: sql`l.created_at`,
  lastUsed: sql`used.at`,
};

/** The lists that the person may see, one page of them. */
export async function listMarketingLists(
  ctx: Context,
  query: ListQuery,
): Promise<{ rows: MarketingListRow[]; total: number }> {
  permit(ctx, 'lists.read');
  const userId = actorUserId(ctx.actor);
  const direction = query.sort.direction === 'desc' ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT l.id, l.name, l.description, l.entity::text AS entity, l.type::text AS type, l.owner_id AS "ownerId", u.name AS "ownerName",
      l.member_count AS "memberCount", l.evaluation_state::text AS "evaluationState", l.evaluated_at AS "evaluatedAt", l.evaluation_ms AS "evaluationMs",
      l.evaluation_error AS "evaluationError", l.evaluated_version AS "evaluatedVersion", l.version, l.created_at AS "createdAt", l.owner_only AS "ownerOnly", l.archived_at AS "archivedAt",
      f.id AS "folderId", f.name AS "folderName", v.list_id IS NOT NULL AS favourite,
      used.name AS "usedCampaign", used.at AS "usedAt", books.list AS books, count(*) OVER () AS total
    FROM marketing_lists l
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
    ) books ON TRUE
    WHERE ${visibleLists(ctx)} AND ${whereOf(query, userId)}
    ORDER BY ${orders[query.sort.field]} ${direction}, l.id
    LIMIT ${query.size}::int OFFSET ${(query.page - 1) * query.size}::bigint`;
  return { rows: rows.map((row) => rowView(ctx, row)), total: Number(rows[0]?.total ?? 0n) };
}

function whereOf(query: ListQuery, userId: bigint | null): Prisma.Sql {
  const shows = query.filters.flatMap((filter) =>
    filter.field === 'show' && filter.type === 'choice' ? filter.value : [],
  );
  const parts = [shows.includes('archived') ? sql`l.archived_at IS NOT NULL` : sql`l.archived_at IS NULL`];
  if (shows.includes('mine')) parts.push(sql`l.owner_id = ${userId}::bigint`);
  if (shows.includes('favourite')) parts.push(sql`v.list_id IS NOT NULL`);
  if (shows.includes('failed')) parts.push(sql`l.evaluation_state = 'failed'`);
  if (shows.includes('connected')) parts.push(sql`books.list <> '[]'`);
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(
      sql`(lower(l.name) LIKE lower(${like}::text) OR lower(l.description) LIKE lower(${like}::text))`,
    );
  }
  for (const filter of query.filters) {
    if (filter.type === 'choice' && filter.field === 'entity')
      parts.push(sql`l.entity::text = ANY(${filter.value}::text[])`);
    if (filter.type === 'choice' && filter.field === 'type')
      parts.push(sql`l.type::text = ANY(${filter.value}::text[])`);
    if (filter.type === 'choice' && filter.field === 'owner')
      parts.push(sql`l.owner_id::text = ANY(${filter.value}::text[])`);
    if (filter.type === 'choice' && filter.field === 'folder')
      parts.push(sql`coalesce(l.folder_id::text, 'none') = ANY(${filter.value}::text[])`);
    if (filter.type === 'date' && filter.field === 'createdAt') {
      if (filter.value.from) parts.push(sql`l.created_at >= ${filter.value.from}::text::date`);
      if (filter.value.to) parts.push(sql`l.created_at < ${filter.value.to}::text::date + 1`);
    }
  }
  return Prisma.join(parts, ' AND ');
}

const rowView = (ctx: Context, row: Row): MarketingListRow => ({
  id: String(row.id),
  name: row.name,
  description: row.description,
  entity: row.entity,
  type: row.type,
  owner:
    row.ownerId === null || row.ownerName === null ? null : { id: String(row.ownerId), name: row.ownerName },
  memberCount: row.memberCount,
  evaluation: evaluationView(row),
  lastUsed:
    row.usedCampaign === null || row.usedAt === null
      ? null
      : { campaign: row.usedCampaign, at: row.usedAt.toISOString() },
  books: row.books,
  createdAt: row.createdAt.toISOString(),
  folder:
    row.folderId === null || row.folderName === null
      ? null
      : { id: String(row.folderId), name: row.folderName },
  favourite: row.favourite,
  ownerOnly: row.ownerOnly,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  canChange: mayChangeList(ctx, row),
});
