import { pageSubject } from '@/app/_server/page-subject';
import { getMarketingList } from '@/lib/marketing-lists';

export const seenList = pageSubject('lists.read', (ctx, { id }: { id: string }) => getMarketingList(ctx, id));
