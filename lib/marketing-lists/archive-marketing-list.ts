import { recordAudit, type Context } from '../context';
import { conflict, stale } from '../errors';
import { permit } from '../permissions';
import { fetchList, listKey, lockList } from './internal';
import type { ListVersion } from './schemas';

/** Puts a list away: out of the grid, not evaluated any more, its history kept. A connected list must be disconnected first. */
export async function archiveMarketingList(ctx: Context, input: ListVersion): Promise<{ id: string }> {
  permit(ctx, 'lists.write');
  const id = listKey(input.id);
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockList(tx, id);
    const list = await fetchList(tx, id);
    const connected = await tx.connection.count({ where: { listId: id, state: { not: 'disconnected' } } });
    if (connected > 0) throw conflict('This list feeds an address book. Choose Disconnect in its Dotdigital menu first, then archive it: everyone stays in the book.');
    const { count } = await tx.marketingList.updateMany({
      where: { id, version: input.version, archivedAt: null },
      data: { archivedAt: ctx.now(), version: { increment: 1 } },
    });
    if (count === 0) throw stale('marketing list');
    await recordAudit(ctx, tx, { action: 'marketing-list.archive', subjectType: 'marketing_list', subjectId: id, detail: { name: list.name } });
  });
  return { id: input.id };
}
