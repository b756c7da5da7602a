import { recordAudit, type Context } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchIntegration } from '../internal';
import type { RetryInsightInput } from '../schemas';

/** What failed waits once more, and so does what Dotdigital would not delete. */
export async function retryInsight(
  ctx: Context,
  { integrationId, kind, key }: RetryInsightInput,
): Promise<{ count: number }> {
  permit(ctx, 'integrations.sync');
  return ctx.db.prisma.$transaction(async (tx) => {
    const { id, name } = await fetchIntegration(tx, integrationId);
    const these = { integrationId: id, kind, ...(key === null ? {} : { key }) };
    const afresh = {
      attemptCount: 0,
      nextTryAt: null,
      reasonCode: null,
      reasonText: null,
      stateAt: ctx.now(),
    };
    const failed = await tx.insightItem.updateMany({
      where: { ...these, state: 'failed' },
      data: { ...afresh, state: 'waiting', refusedHash: null },
    });
    const leaving = await tx.insightItem.updateMany({
      where: { ...these, state: 'leaving', reasonCode: { not: null } },
      data: afresh,
    });
    const count = failed.count + leaving.count;
    if (count === 0) throw conflict('Nothing of it failed any more. Reload to see it.');
    await tx.insightCollection.updateMany({
      where: { integrationId: id, kind },
      data: { retryAt: null },
    });
    await recordAudit(ctx, tx, {
      action: 'integration.insight-data-retry',
      subjectType: 'integration',
      subjectId: id,
      detail: { name, kind, count },
    });
    return { count };
  });
}
