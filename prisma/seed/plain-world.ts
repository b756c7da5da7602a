import { fixedFields, type RecordField } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { filterSources } from '@/lib/filters/filter-fields';
import type { FilterWorld } from '@/lib/filters/filter-world';

const custom = (
  name: string,
  label: string,
  type: RecordField['type'],
  extra: Partial<RecordField> = {},
): RecordField => ({
  name: `custom.${name}`,
  label,
  type,
  source: 'custom',
  column: name,
  group: 'Custom fields',
  writable: true,
  maxLength: 255,
  ...extra,
});

/** What a filter may name, without a database: one or two of each. */
export function plainWorld(
  entity: CrmEntity = 'customer',
  { base = null, ...over }: Partial<FilterWorld> & { base?: string | null } = {},
): FilterWorld {
  const catalogue = [
    ...fixedFields(entity),
    custom('size', 'Size', 'number'),
    custom('old', 'Old field', 'text', { archived: true }),
    custom('level', 'Level', 'choice', {
      choices: [
        { value: 'high', label: 'High' },
        { value: 'low', label: 'Low', archived: true },
      ],
    }),
    custom('gold', 'Gold', 'boolean'),
  ];
  return {
    entity,
    fields: new Map(
      filterSources(catalogue, new Date('2026-11-21T11:00:00Z'), base).map((field) => [field.name, field]),
    ),
    campaigns: new Map([['7', 'October arrivals']]),
    marketingCampaigns: new Map([
      ['3', { name: 'Autumn', emails: ['7', '8'] }],
      ['4', { name: 'Winter', emails: [] }],
    ]),
    lastCampaigns: ['9', '8', '7'],
    tags: new Map([
      ['VIP', '1'],
      ['Press', '2'],
    ]),
    owners: new Map([['5', 'Ann']]),
    lists: new Map([
      ['1', { name: 'Buyers', entity, archived: false, state: 'fresh', circle: null }],
      ['2', { name: 'Put away', entity, archived: true, state: 'fresh', circle: null }],
      ['3', { name: 'Broken', entity, archived: false, state: 'failed', circle: null }],
      [
        '4',
        {
          name: 'Leads',
          entity: entity === 'lead' ? 'contact' : 'lead',
          archived: false,
          state: 'fresh',
          circle: null,
        },
      ],
      ['6', { name: 'Round', entity, archived: false, state: 'fresh', circle: ['Mine', 'Round', 'Mine'] }],
      ['8', { name: 'New', entity, archived: false, state: 'never', circle: null }],
    ]),
    ...over,
  };
}
