import { recordAudit, type Context } from '@/lib/context';
import { isLive } from '@/lib/connections/live-connection';
import { conflict, stale } from '@/lib/errors';
import { listSome } from '@/lib/format';
import { permit } from '@/lib/permissions';
import { listKey, lockList } from '../internal';
import { fetchOwnList } from '../list-access';
import { checkName, underOneName } from './list-names';
import { readListUses } from './read-list-uses';
import type { ListVersion } from '../schemas';

/**
 * Puts a list away: out of the grid, not evaluated any more, its history kept. A connected list must be disconnected first, and so must
 * the filters of other lists that name it: without it they would mean other people.
 */
export async function archiveMarketingList(ctx: Context, input: ListVersion): Promise<{ id: string }> {
  permit(ctx, 'lists.write');
  const id = listKey(input.id);
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockList(tx, id);
    const list = await fetchOwnList(ctx, tx, id);
    const connected = await tx.connection.count({ where: { listId: id, ...isLive } });
    if (connected > 0)
      throw conflict(
        'This list feeds an address book. Choose Disconnect in its Dotdigital menu first, then archive it: everyone stays in the book.',
      );
    const { lists, otherListCount } = await readListUses(ctx, input.id);
    const living = lists.filter((one) => !one.archived);
    if (living.length + otherListCount > 0) {
      const names = [
        ...living.map(({ name }) => `“${name}”`),
        ...(otherListCount > 0 ? [`${otherListCount} more`] : []),
      ];
      throw conflict(
        `Other lists ask in their filter who is on this one: ${listSome(names, 3)}. Change those filters first, or they could not be read any more.`,
      );
    }
    const { count } = await tx.marketingList.updateMany({
      where: { id, version: input.version, archivedAt: null },
      data: { archivedAt: ctx.now(), version: { increment: 1 } },
    });
    if (count === 0) throw stale('marketing list');
    await recordAudit(ctx, tx, {
      action: 'marketing-list.archive',
      subjectType: 'marketing_list',
      subjectId: id,
      detail: { name: list.name },
    });
  });
  return { id: input.id };
}

/** Takes a list out of the archive. A dynamic one falls due at once; a name that was given away meanwhile is refused. */
export async function restoreMarketingList(ctx: Context, input: ListVersion): Promise<{ id: string }> {
  permit(ctx, 'lists.write');
  const id = listKey(input.id);
  await underOneName(
    ctx.db.prisma.$transaction(async (tx) => {
      await lockList(tx, id);
      const list = await fetchOwnList(ctx, tx, id);
      await checkName(ctx, tx, list, id);
      const { count } = await tx.marketingList.updateMany({
        where: { id, version: input.version, archivedAt: { not: null } },
        data: {
          archivedAt: null,
          version: { increment: 1 },
          ...(list.evaluatedVersion === list.version ? { evaluatedVersion: { increment: 1 } } : {}),
        },
      });
      if (count === 0) throw stale('marketing list');
      await recordAudit(ctx, tx, {
        action: 'marketing-list.restore',
        subjectType: 'marketing_list',
        subjectId: id,
        detail: { name: list.name },
      });
    }),
  );
  return { id: input.id };
}
