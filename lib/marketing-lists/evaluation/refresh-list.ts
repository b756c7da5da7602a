import type { Context, FlowContext } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { installationDay, zoneOfList } from '@/lib/filters';
import { permit } from '@/lib/permissions';
import { evaluateList, refreshMinutes } from './evaluate-list';

/** Dynamic lists that weren't evaluated for four minutes or whose days have come to be counted in another zone, longest ago first. */
export async function findDueLists(ctx: Context): Promise<bigint[]> {
  permit(ctx, 'lists.read');
  const due = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT l.id FROM marketing_lists l WHERE ${await isDue(ctx)} ORDER BY l.evaluated_at NULLS FIRST, l.id LIMIT 500`;
  return due.map(({ id }) => id);
}

/** Evaluates one list if it is (still) due. Safe to repeat and to overlap: the second finds it done. */
export async function refreshList(ctx: FlowContext, listId: bigint): Promise<void> {
  permit(ctx, 'lists.write');
  if (ctx.signal.aborted) return;
  const due = await ctx.db.prisma.$queryRaw<unknown[]>`
    SELECT FROM marketing_lists l WHERE l.id = ${listId} AND ${await isDue(ctx)}`;
  if (due.length > 0) await evaluateList(ctx, listId);
}

async function isDue(ctx: Context): Promise<Prisma.Sql> {
  const { zone } = await installationDay(ctx);
  const oldest = new Date(ctx.now().getTime() - refreshMinutes * 60_000);
  return Prisma.sql`l.type = 'dynamic' AND l.archived_at IS NULL AND (
    l.evaluated_at IS NULL OR l.evaluated_at <= ${oldest}
    OR (l.evaluation_state = 'fresh' AND l.evaluated_zone IS NOT NULL AND l.evaluated_zone <> ${zoneOfList(zone)}))`;
}
