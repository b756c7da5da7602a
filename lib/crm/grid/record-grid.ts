import { defineGrid, Prisma, type Asked, type FoundColumn, type GridQuery } from '@/lib/db';
import type { FilterType, TableQuery } from '@/lib/table-query';
import { findField, type RecordField } from '../fields/fields';
import { livingOf, nameKey, searchWords } from '../records/record-search';
import { codeIs, companyIs, consentIs, fieldCondition, hasEmail, isTagged, ownedBy } from './grid-conditions';
import type { GridFrame } from './grid-frame';
import { gridFilterType } from './grid-schemas';

const { sql } = Prisma;

/**
 * Living records of one entity, walked by cursors: each sort has its index crm_records_by_…, whose key is spelled here letter by letter
 * (docs/decisions/0009). Further fields of the entity are filters by their type.
 */
export const recordGrid = defineGrid<GridFrame>()({
  from: sql`crm_records r`,
  where: ({ entity, visible }) => sql`${livingOf(entity)} AND ${visible}`,
  id: sql`r.id`,
  columns: {
    name: { sql: nameKey, sort: true, walk: 'text' },
    company: {
      sql: sql`lower(r.company)`,
      sort: true,
      walk: 'text',
      nullable: true,
      filter: 'text',
      where: companyIs,
    },
    createdAt: { sql: sql`r.created_at`, sort: true, walk: 'timestamptz', filter: 'date', day: 'account' },
    consent: { filter: 'choice', where: consentIs },
    city: { sql: sql`r.city`, filter: 'text' },
    country: { filter: 'text', where: (asked: Asked<'text'>) => codeIs(sql`r.country`, 'region', asked) },
    source: { sql: sql`r.source`, filter: 'text' },
    owner: { filter: 'choice', where: ownedBy },
    tag: { filter: 'choice', where: isTagged },
    hasEmail: { filter: 'boolean', where: hasEmail },
  },
  search: searchWords,
  more: (name, { fields }) => {
    const field = findField(fields, name);
    return field && fieldColumn(field);
  },
  defaultSort: { field: 'createdAt', direction: 'desc' },
});
export type RecordTableQuery = TableQuery<GridQuery<typeof recordGrid>['sort']['field'], string>;

function fieldColumn(field: RecordField): FoundColumn<GridFrame> | undefined {
  const filter = gridFilterType(field);
  return filter && { filter, where: (asked, { zone }) => fieldCondition(field, asked, zone) };
}

/** How the address of a grid with these further fields is read: f.lifetimeValue=gte:500, f.custom.size=any:l. */
export function recordTable(fields: readonly Pick<RecordField, 'name' | 'type'>[]) {
  const more = fields.map((field): [string, FilterType | undefined] => [field.name, gridFilterType(field)]);
  const filterable: Partial<Record<string, FilterType>> = {
    ...recordGrid.table.filterable,
    ...Object.fromEntries(more),
  };
  return { ...recordGrid.table, filterable };
}
