import type { Context } from '../context';
import type { Tx } from '../db';
import { permit } from '../permissions';

/** Its next turn is an interval from now. `inStep`: a plan found nothing to do. */
export async function scheduleNextExport(
  ctx: Context,
  tx: Tx,
  id: bigint,
  { inStep = false }: { inStep?: boolean } = {},
): Promise<void> {
  const now = ctx.now();
  await tx.connection.update({
    where: { id },
    data: {
      nextExportAt: new Date(now.getTime() + ctx.config.exportMinutes * 60_000),
      ...(inStep ? { lastExportedAt: now } : {}),
    },
  });
}

/** Every connection of an integration is due now; connections that wait for a person stay as they are. */
export async function requestIntegrationExports(
  ctx: Context,
  integrationId: bigint,
): Promise<{ count: number }> {
  permit(ctx, 'connections.sync');
  const { count } = await ctx.db.prisma.connection.updateMany({
    where: { integrationId, state: 'active', integration: { active: true, deletedAt: null } },
    data: { nextExportAt: ctx.now() },
  });
  return { count };
}
