import { onlyExisting } from '@/app/_server/only-existing';
import { getCustomField } from '@/lib/crm';

export default onlyExisting('crm.fields', (ctx, { id }: { id: string }) => getCustomField(ctx, { id }));
