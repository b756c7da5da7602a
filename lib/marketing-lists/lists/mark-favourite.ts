import { actorUserId } from '@/lib/actor';
import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import type { MarkFavourite } from '../schemas';

/** One's own mark on a list; nobody else sees it, so it stands in no audit log. */
export async function markFavourite(ctx: Context, input: MarkFavourite): Promise<void> {
  permit(ctx, 'lists.read');
  const userId = actorUserId(ctx.actor);
  if (userId === null) return;
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.listId));
  const mark = { userId, listId: list.id };
  if (input.favourite)
    await ctx.db.prisma.listFavourite.upsert({ where: { userId_listId: mark }, create: mark, update: {} });
  else await ctx.db.prisma.listFavourite.deleteMany({ where: mark });
}
