import { onlyExisting } from '@/app/_server/only-existing';
import { getRecord } from '@/lib/crm';

export default onlyExisting('crm.read', (ctx, { id }: { id: string }) => getRecord(ctx, { id, entity: 'contact' }));
