import type { Actor } from '../actor';
import { Prisma } from '../db';
import { ownersSeen } from './owned-by';

type Owned = { ownerId: bigint | null; ownerOnly: boolean };
type Asker = { actor: Actor };

/** What stands in place of the name of a list that the person who asks may not see. */
export const hiddenListName = 'a list of somebody else';

export const ownsList = (actor: Actor, { ownerId }: Pick<Owned, 'ownerId'>): boolean =>
  actor.kind === 'system' || actor.role === 'admin' || (ownerId !== null && ownerId === BigInt(actor.userId));

/** Owned by them, or by somebody of one of their teams (decision 71). */
const isOfTheirs = (actor: Actor, ownerId: bigint): boolean =>
  actor.kind === 'person' && (actor.teammates ?? []).includes(String(ownerId));

/** Decision 16, for every room that names a list: one marked *only its owner* is seen by its owner, the owner’s teams and admins. */
export const maySeeList = ({ actor }: Asker, list: Owned): boolean =>
  !list.ownerOnly || list.ownerId === null || ownsList(actor, list) || isOfTheirs(actor, list.ownerId);

/** The same in SQL, over `marketing_lists` under this alias. */
export function visibleLists({ actor }: Asker, l: Prisma.Sql = Prisma.sql`l`): Prisma.Sql {
  const owners = ownersSeen(actor);
  if (owners === null) return Prisma.sql`TRUE`;
  return Prisma.sql`(NOT ${l}.owner_only OR ${l}.owner_id IS NULL OR ${l}.owner_id = ANY(${owners}::bigint[]))`;
}
