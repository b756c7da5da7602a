import type { Actor } from '../actor';
import { maySeeList, ownsList } from '../context';
import type { Tx } from '../db';
import { AppError, notFound } from '../errors';
import { may } from '../permissions';
import { fetchList, type ListWithOwner } from './internal';

export { visibleLists } from '../context';

type Asker = { actor: Actor };

/** Decision 16: a list is changed by its owner and by admins, a list of nobody by everyone who may write lists. */
export const mayChangeList = ({ actor }: Asker, list: { ownerId: bigint | null }): boolean =>
  may(actor, 'lists.write') && (list.ownerId === null || ownsList(actor, list));

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
