import type { Context } from '../context';
import type { Tx } from '../db';
import { permit } from '../permissions';
import { readAllSettings } from '../settings';
import type { SettingValues } from '../settings/schemas';

type Scheduled = { connectionId: bigint; settings: Pick<SettingValues, 'exportMinutes'> };

/** Its next turn is an interval from now. `inStep`: a plan found nothing to do. */
export async function scheduleNextExport(
  ctx: Context,
  tx: Tx,
  { connectionId: id, settings: { exportMinutes } }: Scheduled,
  { inStep = false }: { inStep?: boolean } = {},
): Promise<void> {
  const now = ctx.now();
  await tx.connection.update({
    where: { id },
    data: {
      nextExportAt: new Date(now.getTime() + exportMinutes * 60_000),
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

/** No export waits longer than its interval from now on: one that was made shorter holds at once. */
export async function bringExportsForward(ctx: Context, tx: Tx): Promise<void> {
  const settingsOf = await readAllSettings(ctx, tx);
  const accounts = await tx.integration.findMany({ where: { deletedAt: null }, select: { id: true } });
  const at = accounts.map(({ id }) => new Date(ctx.now().getTime() + settingsOf(id).exportMinutes * 60_000));
  await tx.$executeRaw`
    UPDATE connections c SET next_export_at = asked.at
    FROM unnest(${accounts.map(({ id }) => id)}::bigint[], ${at}::timestamptz[]) AS asked (id, at)
    WHERE c.integration_id = asked.id AND c.next_export_at > asked.at`;
}
