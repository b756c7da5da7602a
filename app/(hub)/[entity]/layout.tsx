import { onlyExisting } from '@/app/_server/only-existing';
import { entityOf, type EntityParams } from './entity-of';

/** Every address without a folder of its own arrives here, so this says which ones exist. */
export default onlyExisting('crm.read', async (_ctx, params: EntityParams) => entityOf(params));
