import { recordAudit, systemActor, type Context } from '../context';

/** What can't go on without a person stops, with the reason; whoever waits goes on waiting. */
export async function pauseByProduct(ctx: Context, id: bigint, reason: string): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.automation.updateMany({
      where: { id, state: 'on' },
      data: {
        state: 'paused',
        stateAt: ctx.now(),
        stateById: null,
        stateBy: systemActor.kind === 'system' ? systemActor.name : null,
        stateReason: reason,
      },
    });
    if (count === 1)
      await recordAudit({ ...ctx, actor: systemActor }, tx, {
        action: 'automation.pause',
        subjectType: 'automation',
        subjectId: id,
        detail: { reason },
      });
  });
}
