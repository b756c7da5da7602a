import { CrmEntity } from '@/lib/crm/schemas';
import { emptyFilter, FilterDefinition } from '@/lib/filters/schemas';
import { listTemplates, listTypes, type ListType } from '@/lib/marketing-lists/schemas';
import type { SearchParams } from '@/lib/table-query';

type Prefill = { name: string; entity: CrmEntity; type: ListType; filter: FilterDefinition };

/** Other pages fill the form in: `?entity=contact&type=manual&name=…&filter=<JSON of a filter>`, or `?template=birthday`. What makes no sense is left empty. */
export function readPrefill(search: SearchParams): Prefill {
  const read = (key: string): string | undefined => {
    const value = search instanceof URLSearchParams ? search.get(key) : search[key];
    return typeof value === 'string' ? value : undefined;
  };
  const filter = FilterDefinition.safeParse(parseJson(read('filter')));
  const template = listTemplates.find(({ key }) => key === read('template'));
  return {
    name: (read('name') ?? template?.name ?? '').replaceAll('\u0000', '').slice(0, 255),
    entity: CrmEntity.catch('contact').parse(read('entity') ?? template?.entity),
    type: listTypes.find((one) => one === read('type')) ?? 'dynamic',
    filter: filter.success ? filter.data : (template?.filter ?? emptyFilter),
  };
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
