import { recordAudit, type Context } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchAutomation } from '../internal';
import type { RetryInput } from '../schemas';

/** Those for whom nothing was done wait once more, and are asked everything again. */
export async function retryFirings(
  ctx: Context,
  { id, firingId }: RetryInput,
): Promise<{ id: string; count: number }> {
  permit(ctx, 'automations.write');
  const count = await ctx.db.prisma.$transaction(async (tx) => {
    const { id: automationId, name } = await fetchAutomation(tx, BigInt(id));
    const retried = await tx.automationFiring.updateMany({
      where: { automationId, state: 'failed', ...(firingId === null ? {} : { id: BigInt(firingId) }) },
      data: {
        state: 'waiting',
        dueAt: ctx.now(),
        reasonCode: null,
        reasonText: null,
        settledAt: null,
        batchId: null,
        contactId: null,
      },
    });
    if (retried.count === 0) throw conflict('Nothing of it failed any more. Reload to see it.');
    await recordAudit(ctx, tx, {
      action: 'automation.retry',
      subjectType: 'automation',
      subjectId: automationId,
      detail: { name, count: retried.count },
    });
    return retried.count;
  });
  return { id, count };
}
