import { recordAudit, type Context } from '../../context';
import { conflict } from '../../errors';
import { permit } from '../../permissions';
import { secondFactorText } from '../account-mails';
import { ownId } from '../own-account';
import { tellPerson } from '../tell-person';
import type { NewRecoveryCodes, OwnSecondFactor } from '../schemas';
import { countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes';
import { findConfirmed } from './take-code';

/** Whether codes are asked for at one's sign-in, since when, and what is left for a lost phone. */
export async function getOwnSecondFactor(ctx: Context): Promise<OwnSecondFactor> {
  permit(ctx, 'factor.own');
  const { prisma } = ctx.db;
  const userId = ownId(ctx);
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { role: true } });
  const [factor, left, rule] = await Promise.all([
    findConfirmed(prisma, userId),
    countRecoveryCodes(prisma, userId),
    prisma.roleRule.findUnique({ where: { role: user.role } }),
  ]);
  return {
    since: factor?.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: left,
    isDemanded: rule?.needsSecondFactor ?? false,
  };
}

/** Ten new ones; those of before open nothing any more. */
export async function renewRecoveryCodes(ctx: Context): Promise<NewRecoveryCodes> {
  permit(ctx, 'factor.own');
  const userId = ownId(ctx);
  return ctx.db.prisma.$transaction(async (tx) => {
    if (!(await findConfirmed(tx, userId))) throw conflict('Set up a second factor first.');
    await recordAudit(ctx, tx, {
      action: 'account.renew-recovery-codes',
      subjectType: 'user',
      subjectId: userId,
    });
    return { recoveryCodes: await replaceRecoveryCodes(tx, userId) };
  });
}

/** From now on the password is enough. Whose role demands a second factor keeps it, and may set up another one. Safe to repeat. */
export async function removeOwnSecondFactor(ctx: Context): Promise<void> {
  permit(ctx, 'factor.own');
  const userId = ownId(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const rule = await tx.roleRule.findUnique({ where: { role: user.role } });
    if (rule?.needsSecondFactor)
      throw conflict('Your role needs a second factor. To change phones, set up another one.');
    const { count } = await tx.secondFactor.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    if (count === 0) return;
    await recordAudit(ctx, tx, {
      action: 'account.remove-second-factor',
      subjectType: 'user',
      subjectId: userId,
    });
    await tellPerson(ctx, tx, user, { kind: 'account-second-factor', textOf: secondFactorText('removed') });
  });
}
