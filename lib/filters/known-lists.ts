import { type Context, hiddenListName, maySeeList } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { DayOptions } from './list-day';
import { FilterDefinition } from './filter-definition';
import { namedIn } from './named-in-filter';

export type WorldOptions = DayOptions & {
  /** The list whose filter it is: it may not ask for itself, and its days are counted where it says. */
  listId?: bigint | null;
  /** A list that the asker may not see counts as none; so that a stored filter keeps its meaning, here it is asked without its name. */
  everyList?: boolean;
  /** What is said is kept for everyone: no list that only its owner sees is named. */
  forEveryone?: boolean;
};

/** A list that a filter asks for, with what speaks against asking it. */
export type KnownList = {
  name: string;
  entity: CrmEntity;
  archived: boolean;
  state: 'never' | 'fresh' | 'failed';
  /** Names of the lists by which this one leads back to itself or to the list whose filter it is. */
  circle: string[] | null;
};

type Node = { name: string; asks: string[]; list: Omit<KnownList, 'circle'> | null };

/** The lists of these ids, and whether one of them leads in a circle. Who may not see a list is told nothing of it. */
export async function readKnownLists(
  ctx: Pick<Context, 'db' | 'actor'>,
  ids: readonly bigint[],
  options: WorldOptions,
): Promise<Map<string, KnownList>> {
  const nodes = new Map<string, Node>();
  for (let level = [...ids]; level.length > 0;) {
    const rows = await ctx.db.prisma.marketingList.findMany({
      where: { id: { in: level } },
      select: {
        id: true,
        name: true,
        entity: true,
        type: true,
        filter: true,
        archivedAt: true,
        evaluationState: true,
        ownerId: true,
        ownerOnly: true,
      },
    });
    for (const row of rows) {
      const named = options.forEveryone ? !row.ownerOnly : maySeeList(ctx, row);
      const name = named ? row.name : hiddenListName;
      nodes.set(String(row.id), {
        name,
        asks: row.type === 'manual' ? [] : listsAskedBy(row.filter),
        list:
          named || options.everyList
            ? {
                name,
                entity: row.entity,
                archived: row.archivedAt !== null,
                state: row.type === 'manual' ? 'fresh' : row.evaluationState,
              }
            : null,
      });
    }
    level = [...new Set(rows.flatMap(({ id }) => nodes.get(String(id))?.asks ?? []))]
      .filter((id) => !nodes.has(id))
      .map(BigInt);
  }
  const self = options.listId === undefined || options.listId === null ? null : String(options.listId);
  return new Map(
    ids.flatMap((id) => {
      const list = nodes.get(String(id))?.list;
      return list ? [[String(id), { ...list, circle: circleFrom(nodes, String(id), self) }] as const] : [];
    }),
  );
}

export function listsAskedBy(stored: unknown): string[] {
  const parsed = FilterDefinition.safeParse(stored);
  return parsed.success ? [...namedIn(parsed.data).lists].filter((id) => /^[1-9]\d{0,17}$/.test(id)) : [];
}

/** The way from a list back to itself or to `self`, by name; null: there is none. */
function circleFrom(nodes: ReadonlyMap<string, Node>, start: string, self: string | null): string[] | null {
  const done = new Set<string>();
  const walk = (id: string, path: string[]): string[] | null => {
    const node = nodes.get(id);
    if (!node) return null;
    const way = [...path, node.name];
    if (id === self) return [node.name, ...way];
    for (const next of node.asks) {
      if (next === start && next !== self) return [...way, nodes.get(start)?.name ?? ''];
      if (done.has(next)) continue;
      done.add(next);
      const found = walk(next, way);
      if (found) return found;
    }
    return null;
  };
  return walk(start, []);
}
