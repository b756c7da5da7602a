import type { CrmEntity } from '@/lib/crm/schemas';
import type { FilterDefinition } from '@/lib/filters/schemas';

/** Create Marketing List, filled in. */
export const newListHref = ({
  name,
  entity,
  filter,
}: {
  name: string;
  entity: CrmEntity;
  filter: FilterDefinition;
}): string =>
  `/marketing-lists/new?${new URLSearchParams({ entity, name: name.slice(0, 255), filter: JSON.stringify(filter) })}`;
