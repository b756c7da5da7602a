import { findPreferenceByPath, setContactPreferences } from '../preferences';
import type { World } from '../world';
import type { Arrival } from './arrival';
import type { Columns } from './columns';

/** Consent columns of the file become one consent record per row that has any; preference columns opt in or out. */
export function recordExtras(world: World, account: number, columns: Columns, arrivals: Arrival[]): void {
  const preferences = columns.preferences.flatMap(({ index, path }) => {
    const preference = findPreferenceByPath(world, account, path);
    return preference ? [{ index, id: preference.id }] : [];
  });
  if (columns.consent.length === 0 && preferences.length === 0) return;
  for (const { id, row } of arrivals) {
    if (id === undefined) continue;
    const fields = columns.consent.flatMap(({ index, key }) =>
      row[index] ? [{ key, value: row[index] }] : [],
    );
    if (fields.length > 0)
      world.store.run(
        'INSERT INTO consents (contact, created, fields) VALUES (?, ?, ?)',
        id,
        world.now(),
        JSON.stringify(fields),
      );
    const given = preferences.filter(({ index }) => /^(true|false)$/i.test(row[index]?.trim() ?? ''));
    setContactPreferences(
      world,
      account,
      id,
      given.map((preference) => ({
        id: preference.id,
        isOptedIn: row[preference.index]?.trim().toLowerCase() === 'true',
      })),
    );
  }
}
