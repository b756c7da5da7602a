import type { Context } from '@/lib/context';
import { Prisma, readGridPage } from '@/lib/db';
import { installationDay } from '@/lib/filters';
import { permit } from '@/lib/permissions';
import { actorUserId } from '@/lib/actor';
import { evaluationView } from '../internal';
import { mayChangeList } from '../list-access';
import type { ListEvaluation, MarketingListRow } from '../schemas';
import { listGrid, type ListQuery } from './list-grid';

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
};

/** The lists that the person may see, one page of them, and the zone that the days of the grid begin in. */
export async function listMarketingLists(
  ctx: Context,
  query: ListQuery,
): Promise<{ rows: MarketingListRow[]; total: number; zone: string }> {
  permit(ctx, 'lists.read');
  const { zone } = await installationDay(ctx);
  const archived = query.filters.some(
    ({ field, type, value }) => field === 'show' && type === 'choice' && value.includes('archived'),
  );
  const scope = { ctx, userId: actorUserId(ctx.actor), zone, archived };
  const { rows, total } = await readGridPage<Row>(ctx.db.prisma, listGrid.ask(query, scope), columns);
  return { rows: rows.map((row) => rowView(ctx, row)), total, zone };
}

const columns = Prisma.sql`
  l.id, l.name, l.description, l.entity::text AS entity, l.type::text AS type, l.owner_id AS "ownerId", u.name AS "ownerName",
      l.member_count AS "memberCount", l.evaluation_state::text AS "evaluationState", l.evaluated_at AS "evaluatedAt", l.evaluation_ms AS "evaluationMs",
      l.evaluation_error AS "evaluationError", l.evaluated_version AS "evaluatedVersion", l.version, l.created_at AS "createdAt", l.owner_only AS "ownerOnly", l.archived_at AS "archivedAt",
      f.id AS "folderId", f.name AS "folderName", v.list_id IS NOT NULL AS favourite,
      used.name AS "usedCampaign", used.at AS "usedAt", books.list AS books`;

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
