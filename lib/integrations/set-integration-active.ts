import { type Context, recordAudit } from '../context';
import { permit } from '../permissions';
import { fetchIntegration } from './internal';
import type { SetIntegrationActive } from './schemas';

/** Deactivated: nothing is sent or read, nothing is lost. Activated: an import is due at once. */
export async function setIntegrationActive(
  ctx: Context,
  { id, active }: SetIntegrationActive,
): Promise<{ id: string; active: boolean }> {
  permit(ctx, 'integrations.write');
  const integrationId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { name } = await fetchIntegration(tx, integrationId);
    const { count } = await tx.integration.updateMany({
      where: { id: integrationId, active: !active, deletedAt: null },
      data: { active, version: { increment: 1 }, ...(active ? { nextImportAt: ctx.now() } : {}) },
    });
    if (count === 0) return;
    await recordAudit(ctx, tx, {
      action: active ? 'integration.activate' : 'integration.deactivate',
      subjectType: 'integration',
      subjectId: integrationId,
      detail: { name },
    });
  });
  return { id, active };
}
