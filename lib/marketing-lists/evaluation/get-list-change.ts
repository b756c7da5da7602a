import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import type { ListChange } from '../schemas';

/** How a list stands now, and who changed it last: for someone whose own change came second. */
export async function getListChange(ctx: Context, input: { id: string }): Promise<ListChange> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.id));
  const last = await ctx.db.prisma.auditEntry.findFirst({
    where: {
      subjectType: 'marketing_list',
      subjectId: String(list.id),
      action: { in: ['marketing-list.update', 'marketing-list.archive', 'marketing-list.restore'] },
    },
    orderBy: { id: 'desc' },
    select: { actorId: true, actorLabel: true, at: true },
  });
  const who = last?.actorId
    ? await ctx.db.prisma.user.findUnique({ where: { id: last.actorId }, select: { name: true } })
    : null;
  return {
    version: list.version,
    name: list.name,
    archived: list.archivedAt !== null,
    changedBy: who?.name ?? last?.actorLabel ?? null,
    changedAt: (last?.at ?? list.updatedAt).toISOString(),
  };
}
