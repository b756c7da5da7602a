import { onlyExisting } from '@/app/_server/only-existing';
import { getCsvImport } from '@/lib/csv-imports';

export default onlyExisting('crm.import', (ctx, { id }: { id: string }) => getCsvImport(ctx, { id }));
