import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { getMarketingList } from '@/lib/marketing-lists';
import type { MarketingListView } from '@/lib/marketing-lists/schemas';

/** A list that this person may change; one that they may only read, or that is archived, has no such page. */
export async function changeableList(ctx: Context, id: string): Promise<MarketingListView> {
  const list = await getMarketingList(ctx, id);
  if (!list.canChange || list.archivedAt) throw notFound('marketing list');
  return list;
}
