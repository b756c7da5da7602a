import type { FlowContext } from '../context';
import { permit } from '../permissions';
import { evaluateList } from './evaluate-list';

const refreshMinutes = 4;

/**
 * Evaluates every dynamic list that wasn't for four minutes, longest ago first. Safe to repeat and to overlap
 * (each list has its lock); stopped halfway, the rest is due the next time. One failing list doesn't stop the others.
 */
export async function refreshDueLists(ctx: FlowContext): Promise<{ evaluated: number; failed: number }> {
  permit(ctx, 'lists.write');
  const before = new Date(ctx.now().getTime() - refreshMinutes * 60_000);
  const due = await ctx.db.prisma.marketingList.findMany({
    where: { type: 'dynamic', archivedAt: null, OR: [{ evaluatedAt: null }, { evaluatedAt: { lte: before } }] },
    orderBy: [{ evaluatedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    select: { id: true },
  });
  let failed = 0;
  let evaluated = 0;
  for (const { id } of due) {
    if (ctx.signal.aborted) break;
    try {
      const result = await evaluateList(ctx, id);
      evaluated += 1;
      if (result.state === 'failed') failed += 1;
    } catch (error) {
      failed += 1;
      ctx.log.error({ err: error, listId: String(id) }, 'evaluating a marketing list broke off');
    }
  }
  return { evaluated, failed };
}
