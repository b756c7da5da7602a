import { actorLabel } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchIntegration } from '../internal';
import { insightKinds, type SwitchInsightInput } from '../schemas';

/** Orders or carts of an account go out from now on, or no more. What Dotdigital holds by then stays there. */
export async function switchInsight(
  ctx: Context,
  { integrationId, kind, active }: SwitchInsightInput,
): Promise<{ integrationId: string }> {
  permit(ctx, 'insight.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const { id, name } = await fetchIntegration(tx, integrationId);
    await tx.insightCollection.createMany({
      data: insightKinds.map((one) => ({ integrationId: id, kind: one })),
      skipDuplicates: true,
    });
    const { count } = await tx.insightCollection.updateMany({
      where: { integrationId: id, kind, active: !active },
      data: {
        active,
        stateAt: ctx.now(),
        stateBy: actorLabel(ctx.actor),
        retryAt: null,
        problem: null,
        ...(active ? { askedAt: ctx.now() } : {}),
      },
    });
    if (count === 0) throw conflict(`It was switched ${active ? 'on' : 'off'} already. Reload to see it.`);
    await recordAudit(ctx, tx, {
      action: active ? 'integration.insight-data-on' : 'integration.insight-data-off',
      subjectType: 'integration',
      subjectId: id,
      detail: { name, kind },
    });
  });
  return { integrationId };
}
