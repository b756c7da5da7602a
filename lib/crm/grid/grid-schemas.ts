import type { FilterType, TableQuery } from '@/lib/table-query';
import type { RecordField, RecordFieldType } from '../fields/fields';

/** Names of the grids, in saved views. */
export const recordGrids = { contact: 'contacts', lead: 'leads', customer: 'customers' } as const;

/** Each has its index (docs/decisions/0009). */
export const recordSortFields = ['name', 'company', 'createdAt'] as const;
export type RecordSortField = (typeof recordSortFields)[number];

/** Filters that every grid of records has; its further fields have one each, by their type. */
export const recordFilterFields = {
  consent: 'choice',
  company: 'text',
  city: 'text',
  country: 'text',
  source: 'text',
  owner: 'choice',
  tag: 'choice',
  hasEmail: 'boolean',
  createdAt: 'date',
} as const;
export type RecordFilterField = keyof typeof recordFilterFields;
export type RecordTableQuery = TableQuery<RecordSortField, string>;

export const recordTableOptions = {
  sortable: recordSortFields,
  filterable: recordFilterFields,
  defaultSort: { field: 'createdAt', direction: 'desc' },
} as const;

const filterTypes: Partial<Record<RecordFieldType, FilterType>> = {
  text: 'text',
  email: 'text',
  phone: 'text',
  number: 'number',
  date: 'date',
  datetime: 'date',
  boolean: 'boolean',
  choice: 'choice',
};

/** How a grid asks for a field of its catalogue; undefined for what it can't ask for. */
export const gridFilterType = ({ type }: Pick<RecordField, 'type'>): FilterType | undefined =>
  filterTypes[type];

/** How the address of a grid with these further fields is read: f.lifetimeValue=gte:500, f.custom.size=any:l. */
export const gridTableOptions = (fields: readonly Pick<RecordField, 'name' | 'type'>[]) => {
  const more = fields.map((field): [string, FilterType | undefined] => [field.name, gridFilterType(field)]);
  const filterable: Partial<Record<string, FilterType>> = {
    ...recordFilterFields,
    ...Object.fromEntries(more),
  };
  return { ...recordTableOptions, filterable };
};
