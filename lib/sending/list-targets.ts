import { ownsList, type Context } from '../context';
import { isLive } from '../connections/live-connection';
import { permit } from '../permissions';
import type { DraftTarget } from './schemas';

/** What this person may make a campaign for: lists that are theirs to change, with a book that is there. */
export async function listDraftTargets(ctx: Context): Promise<DraftTarget[]> {
  permit(ctx, 'campaigns.send');
  const rows = await ctx.db.prisma.connection.findMany({
    where: {
      ...isLive,
      integration: { active: true, deletedAt: null },
      addressBook: { goneAt: null, channel: 'email' },
      list: { archivedAt: null },
    },
    select: {
      id: true,
      list: { select: { id: true, name: true, ownerId: true } },
      addressBook: { select: { id: true, name: true } },
      integration: { select: { id: true, name: true } },
    },
    orderBy: [{ list: { name: 'asc' } }, { id: 'asc' }],
  });
  return rows
    .filter(({ list }) => list.ownerId === null || ownsList(ctx.actor, list))
    .map(({ id, list, addressBook, integration }) => ({
      connectionId: String(id),
      list: { id: String(list.id), name: list.name },
      book: { id: String(addressBook.id), name: addressBook.name },
      integration: { id: String(integration.id), name: integration.name },
    }));
}
