import { actorUserId } from '@/lib/actor';
import type { Context } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { type AppError, conflict } from '@/lib/errors';

/** A name, and among whose lists it must be the only one: everybody's, or those that only this owner sees. */
export type NamedList = { name: string; ownerOnly: boolean; ownerId: bigint | null };

/**
 * Whether a living list that the asker sees has this name in any case. Lists that only somebody else sees have names of their own:
 * else a refusal would tell of them (decision 27).
 */
export async function isNameTaken(ctx: Context, tx: Tx, list: NamedList, except?: bigint): Promise<boolean> {
  const owners = [actorUserId(ctx.actor), list.ownerOnly ? list.ownerId : null].filter((id) => id !== null);
  const taken = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM marketing_lists WHERE lower(name) = lower(${list.name}) AND archived_at IS NULL
    AND id IS DISTINCT FROM ${except ?? null}::bigint
    AND (NOT owner_only OR owner_id IS NULL OR owner_id = ANY(${owners}::bigint[])) LIMIT 1`;
  return taken.length > 0;
}

export async function checkName(ctx: Context, tx: Tx, list: NamedList, except?: bigint): Promise<void> {
  if (await isNameTaken(ctx, tx, list, except)) throw nameTaken();
}

/** Of two who take one name at once the unique index lets one through; the other is told as if it had come later. */
export async function underOneName<T>(saving: Promise<T>): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken() : error;
  }
}

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

const taken = 'Another marketing list has this name. Choose a different one.';
const nameTaken = (): AppError => conflict(taken, { name: taken });
