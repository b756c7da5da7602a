import type { Context } from '../../context';
import type { Tx } from '../../db';
import { permit } from '../../permissions';
import { requireSeenMarketing } from '../internal';

/** Marketing lists whose filter names one of these marketing campaigns, as a person is told of them; null where there is none. */
export async function listsThatAsk(tx: Tx, ids: readonly string[]): Promise<string | null> {
  const lists = await tx.$queryRaw<{ name: string; ownerOnly: boolean }[]>`
    SELECT name, owner_only AS "ownerOnly" FROM marketing_lists
    WHERE archived_at IS NULL AND EXISTS (
      SELECT 1 FROM jsonb_path_query(filter, '$.**.marketingCampaignId') AS named WHERE named #>> '{}' = ANY(${[...ids]}::text[]))
    ORDER BY id LIMIT 100`;
  if (lists.length === 0) return null;
  const open = lists.find(({ ownerOnly }) => !ownerOnly);
  if (!open) return 'A marketing list that is not shown to everyone';
  return `The marketing list “${open.name}”${lists.length > 1 ? ` and ${lists.length - 1} more` : ''}`;
}

/** The same of one, for whoever is about to take email campaigns out of it. */
export async function whichListsAsk(ctx: Context, id: string): Promise<string | null> {
  permit(ctx, 'statistics.read');
  await requireSeenMarketing(ctx, ctx.db.prisma, BigInt(id));
  return listsThatAsk(ctx.db.prisma, [id]);
}
