import { redirect } from 'next/navigation';
import { pageSubject } from '@/app/_server/page-subject';
import { findSurvivor, getRecord } from '@/lib/crm';
import { entityLabels } from '@/lib/crm/schemas';
import { entityOf, type EntityParams } from '../entity-of';

/** A record's pages stand only for one that lives; the address of a merged one leads to the page of who lives on. */
export const livingRecord = pageSubject('crm.read', async (ctx, given: EntityParams & { id: string }) => {
  const [entity, { id }] = [entityOf(given), given];
  const survivor = await findSurvivor(ctx, { id, entity });
  if (survivor) redirect(`${entityLabels[entity].path}/${survivor.id}?merged=${survivor.merged.id}`);
  return getRecord(ctx, { id, entity });
});
