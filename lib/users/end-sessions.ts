import { recordAudit, type Context } from '../context';

type Ended = {
  userId: bigint;
  which: { id?: string | { not: string } };
  action: 'account.sign-out' | 'user.sign-out';
};

/** Signs a person out of these of their browsers, with one audit line where any was open. Another's session isn't touched. Safe to repeat. */
export async function endSessions(ctx: Context, { userId, which, action }: Ended): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { ...which, userId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count > 0)
      await recordAudit(ctx, tx, {
        action,
        subjectType: 'user',
        subjectId: userId,
        detail: { endedCount: count },
      });
  });
}
