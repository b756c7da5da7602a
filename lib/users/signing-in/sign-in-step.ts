import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../../context';
import type { Tx } from '../../db';

/** A right password waits so long for its code. */
export const stepMinutes = 10;

/** Keeps that the password was right, for whoever holds the token. */
export async function openStep(ctx: Context, tx: Tx, userId: bigint): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx.signInStep.create({
    data: {
      tokenHash: hashOf(token),
      userId,
      expiresAt: new Date(ctx.now().getTime() + stepMinutes * 60_000),
    },
  });
  return token;
}

/** Whose step it is; null: over, used, or never ours. */
export const findStep = (ctx: Context, token: string) =>
  ctx.db.prisma.signInStep.findFirst({
    where: { tokenHash: hashOf(token), expiresAt: { gt: ctx.now() }, user: { disabledAt: null } },
    include: { user: true },
  });

export const hasOpenStep = async (ctx: Context, token: string): Promise<boolean> =>
  (await findStep(ctx, token)) !== null;

/** Of two who go on with one step the second waits for the first, and finds none where that one came in. */
export async function holdStep(tx: Tx, token: string): Promise<boolean> {
  const held = await tx.$queryRaw<{ one: number }[]>`
    SELECT 1 AS one FROM sign_in_steps WHERE token_hash = ${hashOf(token)} FOR UPDATE`;
  return held.length === 1;
}

export async function endStep(tx: Tx, token: string): Promise<void> {
  await tx.signInStep.deleteMany({ where: { tokenHash: hashOf(token) } });
}

const hashOf = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest());
