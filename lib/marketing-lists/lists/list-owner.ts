import { actorUserId } from '@/lib/actor';
import { type Context, maySeeList } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { invalidFields } from '@/lib/errors';

type GivenOwner = { ownerId: string | null; ownerOnly: boolean };

/**
 * Whose a list will be. One that only its owner sees and that names nobody is the asker's own; nobody but an admin makes one that
 * they could not see themselves (decision 27).
 */
export async function ownerOf(ctx: Context, tx: Tx, given: GivenOwner): Promise<bigint | null> {
  const ownerId = await findOwner(tx, given.ownerId);
  if (!given.ownerOnly) return ownerId;
  if (ownerId === null) return actorUserId(ctx.actor);
  if (maySeeList(ctx, { ownerId, ownerOnly: true })) return ownerId;
  throw invalidFields({
    ownerId: 'You would not see this list yourself. Own it, let everyone see it, or ask an admin.',
  });
}

async function findOwner(tx: Tx, ownerId: string | null): Promise<bigint | null> {
  if (ownerId === null) return null;
  const owner = await tx.user.findUnique({ where: { id: BigInt(ownerId) }, select: { id: true } });
  if (owner) return owner.id;
  throw invalidFields({
    ownerId: 'This person has no account any more. Choose another owner.',
  });
}
