import { readTwoWayMappings, type TwoWayMapping } from '../data-fields';
import type { Tx } from '../db';
import type { WireContact } from '../dotdigital';

/** What of a contact's data fields comes back into records. */
export type TwoWayFields = {
  mappings: TwoWayMapping[];
  names: string[];
  /** Names the rows: a read that brought the same in has looked at them all. '': none. */
  signature: string;
};

export async function readTwoWayFields(tx: Tx, integrationId: bigint): Promise<TwoWayFields> {
  const mappings = await readTwoWayMappings(tx, integrationId);
  return {
    mappings,
    names: [...new Set(mappings.flatMap(({ rows }) => rows.map(({ name }) => name)))],
    signature: mappings
      .flatMap(({ entity, rows }) =>
        rows.map(
          ({ name, field, format }) =>
            `${entity}.${name}=${field.name}${field.type === 'tags' ? `:${format.tag}` : ''}`,
        ),
      )
      .sort()
      .join('\n'),
  };
}

/** Whether every row of `now` was read before; what was switched on since was not. */
export const isCovered = (now: string, before: string | undefined): boolean => {
  const known = new Set((before ?? '').split('\n'));
  return now === '' || now.split('\n').every((row) => known.has(row));
};

/** The contact with these data fields alone, so that many of them fit into memory. */
export function slim(contact: WireContact, names: readonly string[]): WireContact {
  const { dataFields } = contact;
  if (!dataFields) return contact;
  const some = names.flatMap((name) => {
    const value = dataFields[name.toUpperCase()];
    return value === undefined ? [] : [[name.toUpperCase(), value] as const];
  });
  return { ...contact, dataFields: Object.fromEntries(some) };
}

/** By data field, what a contact holds as it would be sent; '' where it is empty. What wasn't told is not there. */
export function toldTexts({ dataFields }: WireContact, names: readonly string[]): Map<string, string> {
  return new Map(
    names.flatMap((name) => {
      const value = dataFields?.[name.toUpperCase()];
      if (value === undefined) return [];
      const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value ?? '');
      return [[name, text] as const];
    }),
  );
}
