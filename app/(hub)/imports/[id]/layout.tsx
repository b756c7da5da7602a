import { onlyExisting } from '@/app/_server/only-existing';
import { getCsvImport } from '@/lib/crm';

export default onlyExisting('crm.import', (ctx, { id }: { id: string }) => getCsvImport(ctx, { id }));
