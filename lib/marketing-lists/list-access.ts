import type { Actor } from '../actor';
import { Prisma, type Tx } from '../db';
import { AppError, notFound } from '../errors';
import { fetchList, type ListWithOwner } from './internal';

type Owned = { ownerId: bigint | null; ownerOnly: boolean };
type Asker = { actor: Actor };

const owns = (actor: Actor, { ownerId }: Pick<Owned, 'ownerId'>): boolean =>
  actor.kind === 'system' || actor.role === 'admin' || (ownerId !== null && ownerId === BigInt(actor.userId));

/** Decision 16: a list is changed by its owner and by admins, a list of nobody by everyone who may write lists. */
export const mayChangeList = ({ actor }: Asker, list: Owned): boolean => list.ownerId === null || owns(actor, list);

export const maySeeList = ({ actor }: Asker, list: Owned): boolean => !list.ownerOnly || list.ownerId === null || owns(actor, list);

/** The same in SQL, over `marketing_lists l`. */
export function visibleLists({ actor }: Asker): Prisma.Sql {
  if (actor.kind === 'system' || actor.role === 'admin') return Prisma.sql`TRUE`;
  return Prisma.sql`(NOT l.owner_only OR l.owner_id IS NULL OR l.owner_id = ${BigInt(actor.userId)}::bigint)`;
}

/** A list that one may not see is as unknown as one that never was (reliability.md check 3). */
export async function fetchSeenList(ctx: Asker, tx: Tx, id: bigint): Promise<ListWithOwner> {
  const list = await fetchList(tx, id);
  if (!maySeeList(ctx, list)) throw notFound('marketing list');
  return list;
}

export async function fetchOwnList(ctx: Asker, tx: Tx, id: bigint): Promise<ListWithOwner> {
  const list = await fetchSeenList(ctx, tx, id);
  if (mayChangeList(ctx, list)) return list;
  throw new AppError('forbidden', 'list of somebody else', {
    userMessage: `This list belongs to ${list.owner?.name ?? 'somebody else'}, so you can read it but not change it. Clone it, or ask them or an admin.`,
  });
}
