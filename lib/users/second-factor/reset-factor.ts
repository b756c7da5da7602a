import { recordAudit, type Context } from '../../context';
import { notFound } from '../../errors';
import { permit } from '../../permissions';
import { secondFactorText } from '../account-mails';
import { endSessionsOf } from '../session';
import { tellPerson } from '../tell-person';
import type { UserRef } from '../schemas';

/**
 * For somebody who lost the phone and the recovery codes: the password is enough until they set up another, and they are signed out
 * everywhere, in case it is somebody else who has the phone. Safe to repeat.
 */
export async function resetSecondFactor(ctx: Context, { id }: UserRef): Promise<void> {
  permit(ctx, 'users.write');
  const userId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound('person');
    const { count } = await tx.secondFactor.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    if (count === 0) return;
    await endSessionsOf(ctx, tx, userId);
    await recordAudit(ctx, tx, {
      action: 'user.reset-second-factor',
      subjectType: 'user',
      subjectId: userId,
    });
    await tellPerson(ctx, tx, user, { kind: 'account-second-factor', textOf: secondFactorText('reset') });
  });
}
