import type { FilterType } from '@/lib/table-query';
import type { RecordField, RecordFieldType } from '../fields/fields';

/** Names of the grids, in saved views. */
export const recordGrids = { contact: 'contacts', lead: 'leads', customer: 'customers' } as const;

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
