import { writeDate } from './dates';
import { refuse } from './failure';
import type { World } from './world';

export interface Consent {
  id: string;
  fields: { key: string; value: unknown }[];
}

const keys = new Set(['TEXT', 'DATETIMECONSENTED', 'URL', 'IPADDRESS', 'USERAGENT']);

/** Each record notes one consent; the service adds when it learnt of it. */
export function addConsents(
  world: World,
  contact: number,
  given: { fields?: { key: string; value?: unknown }[] | null | undefined }[] | null | undefined,
): void {
  for (const { fields } of given ?? []) {
    const record = (fields ?? [])
      .map(({ key, value }) => ({ key: key.trim().toUpperCase(), value: value ?? null }))
      .filter(({ key }) => key !== 'DATETIMECREATED');
    if (record.some(({ key }) => !keys.has(key)))
      throw refuse('ERROR_PARAMETER_INVALID', 'A consent field is not known.');
    if (record.length > 0)
      world.store.run(
        'INSERT INTO consents (contact, created, fields) VALUES (?, ?, ?)',
        contact,
        world.now(),
        JSON.stringify(record),
      );
  }
}

export function listConsents(world: World, contact: number): Consent[] {
  return world.store
    .rows<{ id: number; created: number; fields: string }>(
      'SELECT id, created, fields FROM consents WHERE contact = ? ORDER BY id',
      contact,
    )
    .map(({ id, created, fields }) => ({
      id: String(id),
      fields: [
        ...(JSON.parse(fields) as Consent['fields']),
        { key: 'DATETIMECREATED', value: writeDate(created) },
      ],
    }));
}
