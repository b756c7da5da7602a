import type { World } from '../world';
import type { Arrival } from './apply-rows';
import type { Columns } from './columns';

/** Consent columns of the file become one consent record per row that has any. */
export function recordConsents(world: World, columns: Columns, arrivals: Arrival[]): void {
  if (columns.consent.length === 0) return;
  for (const { id, row } of arrivals) {
    const fields = columns.consent.flatMap(({ index, key }) => (row[index] ? [{ key, value: row[index] }] : []));
    if (id === undefined || fields.length === 0) continue;
    world.store.run('INSERT INTO consents (contact, created, fields) VALUES (?, ?, ?)', id, world.now(), JSON.stringify(fields));
  }
}
