import type { Context } from '../../context';
import { evaluateList } from '../../marketing-lists';

/**
 * Brings a dynamic list up to date before it is planned; other lists stay as someone left them. Answers why the list can't be
 * trusted now, or null. A list that failed to evaluate is not an empty list: nothing of it is planned.
 */
export async function evaluateForExport(ctx: Context, listId: bigint): Promise<string | null> {
  const list = await ctx.db.prisma.marketingList.findUnique({
    where: { id: listId },
    select: { type: true, archivedAt: true, evaluationState: true, evaluationError: true },
  });
  if (!list || list.archivedAt) {
    return 'The marketing list is archived. Nobody is added or taken out. Restore the list or disconnect it.';
  }
  if (list.type === 'manual') return null;
  if (list.type === 'on_demand' && list.evaluationState !== 'never') {
    return list.evaluationState === 'failed' ? waits(list.evaluationError) : null;
  }
  const result = await evaluateList(ctx, listId);
  return result.state === 'failed' ? waits(result.message) : null;
}

const waits = (reason: string | null): string =>
  `The marketing list could not be evaluated, so nobody is added or taken out until it can. ${reason ?? ''}`.trim();
