import { pageSubject } from '@/app/_server/page-subject';
import { notFound } from '@/lib/errors';
import { getMarketingList } from '@/lib/marketing-lists';

/** A list that this person may change; one that they may only read, or that is archived, has no such page. */
export const changeableList = pageSubject('lists.write', async (ctx, { id }: { id: string }) => {
  const list = await getMarketingList(ctx, id);
  if (!list.canChange || list.archivedAt) throw notFound('marketing list');
  return list;
});
