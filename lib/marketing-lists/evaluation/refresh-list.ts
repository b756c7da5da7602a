import type { Context, FlowContext } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { evaluateList, refreshMinutes } from './evaluate-list';

/** Dynamic lists that weren't evaluated for four minutes, longest ago first. */
export async function findDueLists(ctx: Context): Promise<bigint[]> {
  permit(ctx, 'lists.read');
  const due = await ctx.db.prisma.marketingList.findMany({
    where: { ...dueBefore(ctx) },
    orderBy: [{ evaluatedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    select: { id: true },
    take: 500,
  });
  return due.map(({ id }) => id);
}

/** Evaluates one list if it is (still) due. Safe to repeat and to overlap: the second finds it done. */
export async function refreshList(ctx: FlowContext, listId: bigint): Promise<void> {
  permit(ctx, 'lists.write');
  if (ctx.signal.aborted) return;
  const due = await ctx.db.prisma.marketingList.count({ where: { id: listId, ...dueBefore(ctx) } });
  if (due > 0) await evaluateList(ctx, listId);
}

const dueBefore = (ctx: Context) => ({
  type: 'dynamic' as const,
  archivedAt: null,
  OR: [
    { evaluatedAt: null },
    { evaluatedAt: { lte: new Date(ctx.now().getTime() - refreshMinutes * 60_000) } },
  ],
});
