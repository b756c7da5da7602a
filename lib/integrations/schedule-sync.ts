import { type Context, recordAudit } from '../context';
import { conflict } from '../errors';
import { permit } from '../permissions';
import { fetchIntegration } from './internal';
import type { IntegrationId } from './schemas';

/** The next import is due now. Whoever calls wakes the jobs; pressing twice is once. */
export async function scheduleSync(
  ctx: Context,
  { id }: IntegrationId,
): Promise<{ id: string; name: string }> {
  permit(ctx, 'integrations.sync');
  const integrationId = BigInt(id);
  return ctx.db.prisma.$transaction(async (tx) => {
    const { name, active } = await fetchIntegration(tx, integrationId);
    if (!active)
      throw conflict('This integration is deactivated, so nothing is read or sent. Activate it first.');
    await tx.integration.update({ where: { id: integrationId }, data: { nextImportAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: 'integration.schedule-sync',
      subjectType: 'integration',
      subjectId: integrationId,
      detail: { name },
    });
    return { id, name };
  });
}
