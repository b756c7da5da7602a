import type { Actor } from '../actor';

/** Whose things somebody sees where things are seen by owner: their own, and those of the people of their teams. null: everybody’s. */
export function ownersSeen(actor: Actor): bigint[] | null {
  if (actor.kind === 'system' || actor.role === 'admin') return null;
  return [actor.userId, ...(actor.teammates ?? [])].map(BigInt);
}
