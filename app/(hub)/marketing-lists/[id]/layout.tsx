import { onlyExisting } from '@/app/_server/only-existing';
import { getMarketingList } from '@/lib/marketing-lists';

export default onlyExisting('lists.read', (ctx, { id }: { id: string }) => getMarketingList(ctx, id));
