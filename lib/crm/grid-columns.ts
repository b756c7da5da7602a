import type { CrmEntity } from './entity';
import type { RecordField } from './fields';

/** Fields that every row of a grid holds already; others are read for the columns that are shown. */
const inOwnColumns = new Set(['firstName', 'lastName', 'email', 'phone', 'company', 'city', 'country', 'consentState', 'tags', 'source', 'ownerId', 'createdAt']);

/** Columns that a grid starts with. */
const shownFirst: Record<CrmEntity, readonly string[]> = {
  contact: ['company', 'city', 'phone', 'consent', 'tags', 'createdAt'],
  lead: ['company', 'city', 'phone', 'consent', 'source', 'tags', 'createdAt'],
  customer: ['company', 'city', 'consent', 'tags', 'orderCount', 'lifetimeValue', 'lastOrderAt', 'createdAt'],
};

export const isShownFirst = (entity: CrmEntity, column: string): boolean => column === 'name' || shownFirst[entity].includes(column);

/** As many as json_build_object takes in pairs. */
const mostColumns = 50;

/** Fields that a grid can show beside what every row holds. */
export const moreFields = (catalogue: readonly RecordField[]): RecordField[] => catalogue.filter((field) => !inOwnColumns.has(field.name));

/** Fields to read for the columns that an address asks for (`cols=company,lifetimeValue`); names that nothing has are left out. */
export function shownMoreFields(entity: CrmEntity, catalogue: readonly RecordField[], cols: string | null): RecordField[] {
  const asked = cols === null ? shownFirst[entity] : cols.split(',');
  return moreFields(catalogue).filter((field) => asked.includes(field.name)).slice(0, mostColumns);
}
