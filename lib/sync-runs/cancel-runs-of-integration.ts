import type { Context } from '../context';
import { permit } from '../permissions';

/** What was under way for an integration that is gone now will not go on: its runs say so instead of running for ever. */
export async function cancelRunsOfIntegration(ctx: Context, integrationId: bigint): Promise<void> {
  permit(ctx, 'integrations.write');
  await ctx.db.prisma.syncRun.updateMany({
    where: { integrationId, state: { in: ['running', 'waiting'] } },
    data: {
      state: 'cancelled',
      errorMessage: 'The integration was deleted while this run was under way.',
      finishedAt: ctx.now(),
    },
  });
}
