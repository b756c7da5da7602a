import { notFound } from 'next/navigation';
import { CrmEntity, entityLabels } from '@/lib/crm/schemas';

export type EntityParams = { entity: string };

/** Which of the three the first word of an address names. Any other word leads nowhere. */
export function entityOf({ entity: word }: EntityParams): CrmEntity {
  return CrmEntity.options.find((entity) => entityLabels[entity].path === `/${word}`) ?? notFound();
}
