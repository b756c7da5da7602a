import { redirect } from 'next/navigation';
import { onlyExisting } from '@/app/_server/only-existing';
import { findSurvivor, getRecord } from '@/lib/crm';
import { entityLabels } from '@/lib/crm/schemas';
import { entityOf, type EntityParams } from '../entity-of';

type Params = EntityParams & { id: string };

/** A record's pages stand only for one that lives; the address of a merged one leads to the page of who lives on. */
export default onlyExisting('crm.read', async (ctx, { id, ...params }: Params) => {
  const entity = entityOf(params);
  const survivor = await findSurvivor(ctx, { id, entity });
  if (survivor) redirect(`${entityLabels[entity].path}/${survivor.id}?merged=${survivor.merged.id}`);
  return getRecord(ctx, { id, entity });
});
