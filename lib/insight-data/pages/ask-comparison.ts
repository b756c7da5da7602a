import { recordAudit, type Context } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchIntegration } from '../internal';
import type { AskInsightInput } from '../schemas';

/** Compared now, and whatever it finds sent, whenever Dotdigital was to be asked again. */
export async function askComparison(
  ctx: Context,
  { integrationId, kind }: AskInsightInput,
): Promise<{ integrationId: string }> {
  permit(ctx, 'integrations.sync');
  await ctx.db.prisma.$transaction(async (tx) => {
    const { id, name } = await fetchIntegration(tx, integrationId);
    const { count } = await tx.insightCollection.updateMany({
      where: { integrationId: id, kind, active: true },
      data: { askedAt: ctx.now(), retryAt: null },
    });
    if (count === 0) throw conflict('It is switched off, so nothing is sent.');
    await recordAudit(ctx, tx, {
      action: 'integration.insight-data-compare',
      subjectType: 'integration',
      subjectId: id,
      detail: { name, kind },
    });
  });
  return { integrationId };
}
