import type { Context } from '../context';
import { permit } from '../permissions';
import { FilterDefinition } from './filter-definition';
import { columnViews, evaluationView, fetchList, listKey } from './internal';
import { readFilter } from './read-filter';
import type { MarketingListView } from './schemas';

export async function getMarketingList(ctx: Context, id: string): Promise<MarketingListView> {
  permit(ctx, 'lists.read');
  const list = await fetchList(ctx.db.prisma, listKey(id));
  const [filter, connections] = await Promise.all([
    readFilter(ctx, list.entity, list.filter),
    ctx.db.prisma.connection.findMany({
      where: { listId: list.id, state: { not: 'disconnected' } },
      orderBy: { id: 'asc' },
      select: { addressBook: { select: { name: true } }, integration: { select: { name: true } } },
    }),
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
    books: connections.map(({ addressBook, integration }) => ({ name: addressBook.name, integration: integration.name })),
    createdAt: list.createdAt.toISOString(),
    version: list.version,
    columns: columnViews(list.columns),
    filter: FilterDefinition.safeParse(list.filter).data ?? unreadable,
    sentence: filter.ok ? filter.sentence : null,
    problems: filter.problems,
    timeZone: filter.frame.zone,
    archivedAt: list.archivedAt?.toISOString() ?? null,
  };
}

/** Stands for a filter that can't be shown: it means nobody until someone sets it up again, never everyone. */
const unreadable: FilterDefinition = { version: 1, root: { kind: 'group', combinator: 'any', rules: [] } };
