import type { CrmEntity } from '@/lib/crm/schemas';
import type { FilterDefinition } from '@/lib/filters/schemas';

/** Create Marketing List, filled in with everyone who has the tag. */
export function taggedListHref(entity: CrmEntity, tag: string): string {
  const filter: FilterDefinition = {
    version: 1,
    root: {
      kind: 'group',
      combinator: 'all',
      rules: [{ kind: 'condition', field: 'tags', operator: 'all_of', value: [tag] }],
    },
  };
  const query = new URLSearchParams({ entity, name: tag, filter: JSON.stringify(filter) });
  return `/marketing-lists/new?${query.toString()}`;
}
