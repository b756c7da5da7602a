import { actorUserId } from '@/lib/actor';
import type { Context } from '@/lib/context';
import { entityLabels } from '@/lib/crm';
import { may, permit } from '@/lib/permissions';
import { type DaySource, FilterDefinition } from '@/lib/filters/schemas';
import { evaluationView, listKey } from '../internal';
import { fetchSeenList, mayChangeList } from '../list-access';
import { columnViews, readColumnFields, shownColumns } from '../list-columns';
import { readFilter } from '@/lib/filters';
import type { MarketingListView } from '../schemas';
import { type FedBook, readFedBooks } from './read-fed-books';

/** One list as its page shows it. A list that the person may not see is not found. */
export async function getMarketingList(ctx: Context, id: string): Promise<MarketingListView> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(id));
  const userId = actorUserId(ctx.actor);
  const manual = list.type === 'manual';
  const [filter, fields, favourites, books] = await Promise.all([
    readFilter(ctx, list.entity, list.filter, { listId: list.id, everyList: true }),
    readColumnFields(ctx, list.entity),
    userId === null ? 0 : ctx.db.prisma.listFavourite.count({ where: { userId, listId: list.id } }),
    readFedBooks(ctx.db.prisma, list.id),
  ]);
  return {
    id: String(list.id),
    name: list.name,
    description: list.description,
    entity: list.entity,
    type: list.type,
    owner: list.owner && { id: String(list.owner.id), name: list.owner.name },
    memberCount: list.memberCount,
    evaluation: evaluationView(list),
    books: books.map(({ book, integration }) => ({ name: book, integration })),
    createdAt: list.createdAt.toISOString(),
    version: list.version,
    columns: columnViews(fields, list.columns),
    more: columnViews(
      fields,
      [...new Set([...shownColumns(fields, []), ...fields.keys()])].filter(
        (name) => !list.columns.includes(name),
      ),
    ),
    filter: FilterDefinition.safeParse(list.filter).data ?? unreadable,
    sentence: manual
      ? `${entityLabels[list.entity].many.toLowerCase()} picked by hand`
      : filter.ok
        ? filter.sentence
        : null,
    problems: manual ? [] : filter.problems,
    timeZone: filter.frame.zone,
    timeZoneSource: filter.frame.source,
    evaluatedInZone:
      list.evaluatedZone !== null && list.evaluatedZone !== filter.frame.zone ? list.evaluatedZone : null,
    timeZoneChange: changeOf(ctx, filter.frame.source, books),
    archivedAt: list.archivedAt?.toISOString() ?? null,
    folder: list.folder && { id: String(list.folder.id), name: list.folder.name },
    favourite: favourites > 0,
    ownerOnly: list.ownerOnly,
    canChange: mayChangeList(ctx, list) && may(ctx.actor, 'lists.write'),
  };
}

const daysTold = 30;

/** Told for a while: people came and went because of it. */
function changeOf(
  ctx: Context,
  source: DaySource,
  books: readonly FedBook[],
): MarketingListView['timeZoneChange'] {
  const account =
    source.kind === 'account' ? books.find(({ integration }) => integration === source.name) : undefined;
  if (!account?.timeZoneBefore || !account.timeZoneChangedAt) return null;
  const { timeZoneBefore: from, timeZoneChangedAt: at } = account;
  return ctx.now().getTime() - at.getTime() < daysTold * 86_400_000 ? { from, at: at.toISOString() } : null;
}

/** Stands for a filter that can't be shown: it means nobody until someone sets it up again, never everyone. */
const unreadable: FilterDefinition = { version: 1, root: { kind: 'group', combinator: 'any', rules: [] } };
