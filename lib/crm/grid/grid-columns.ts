import type { CrmEntity } from '../fields/entity';
import { type RecordField, withCurrencies } from '../fields/fields';

/** Fields that every row of a grid holds already; others are read for the columns that are shown. */
const inOwnColumns = new Set([
  'firstName',
  'lastName',
  'email',
  'phone',
  'company',
  'city',
  'country',
  'consentState',
  'tags',
  'source',
  'ownerId',
  'createdAt',
]);

const shownFirst: Record<CrmEntity, readonly string[]> = {
  contact: ['company', 'city', 'phone', 'consent', 'tag', 'createdAt'],
  lead: ['company', 'city', 'phone', 'consent', 'source', 'tag', 'createdAt'],
  customer: ['company', 'city', 'consent', 'tag', 'orderCount', 'lifetimeValue', 'lastOrderAt', 'createdAt'],
};

/** Columns that the grid of an entity starts with, beside the name. */
export const firstColumns = (entity: CrmEntity): readonly string[] => shownFirst[entity];

/** As many as json_build_object takes in pairs. */
const maxColumns = 50;

/** Fields that a grid can show beside what every row holds. */
export const moreFields = (catalogue: readonly RecordField[]): RecordField[] =>
  catalogue.filter((field) => !inOwnColumns.has(field.name));

/** Fields to read for the columns that an address asks for (`cols=company,lifetimeValue`); names that nothing has are left out. */
export function shownMoreFields(
  entity: CrmEntity,
  more: readonly RecordField[],
  cols: string | null,
): RecordField[] {
  const asked = withCurrencies(more, cols === null ? shownFirst[entity] : cols.split(','));
  return more.filter((field) => asked.includes(field.name)).slice(0, maxColumns);
}
