import type { Context } from '../../context';
import type { Tx } from '../../db';
import { openFactor } from './factor-secret';
import { countRecoveryCodes, takeRecoveryCode } from './recovery-codes';
import { stepOfCode } from './totp';

/** How somebody showed that they have the phone, or one of the codes for when it is lost. */
export type TakenCode = { by: 'app' } | { by: 'recovery code'; left: number };

/** A code of a person's phone or one of their recovery codes, taken once. null: neither, or taken before. */
export async function takeCode(
  ctx: Context,
  tx: Tx,
  userId: bigint,
  code: string,
): Promise<TakenCode | null> {
  if (!/^\d{6}$/.test(code)) {
    if (!(await takeRecoveryCode(tx, userId, code, ctx.now()))) return null;
    return { by: 'recovery code', left: await countRecoveryCodes(tx, userId) };
  }
  const factor = await findConfirmed(tx, userId);
  return factor && (await takeStep(ctx, tx, factor, code)) ? { by: 'app' } : null;
}

type Factor = NonNullable<Awaited<ReturnType<typeof findConfirmed>>>;

export const findConfirmed = (tx: Tx, userId: bigint) =>
  tx.secondFactor.findFirst({ where: { userId, confirmedAt: { not: null } } });

/** Of two who send the same code one is too late: whoever reads a code over a shoulder can't use it a second time. */
export async function takeStep(ctx: Context, tx: Tx, factor: Factor, code: string): Promise<boolean> {
  const step = stepOfCode(openFactor(ctx.config.keyring, factor), code, ctx.now());
  if (step === null) return false;
  const { count } = await tx.secondFactor.updateMany({
    where: { id: factor.id, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return count === 1;
}
