import type { CrmEntity } from '@/lib/crm/schemas';

/** The page of a mapping. */
export const pathOf = ({ integration, entity }: { integration: { id: string }; entity: CrmEntity }): string =>
  `/dotdigital/data-field-mappings/${integration.id}/${entity}`;
