import { notFound, refuse } from './failure';
import { bit } from './store';
import { isName } from './names';
import type { World } from './world';

export interface Preference {
  id: number;
  account: number;
  publicName: string;
  privateName: string;
  isPreference: number;
  ordering: string;
  isPublic: number;
  category: number | null;
  created: number;
  modified: number;
}

export interface PreferenceInput {
  publicName?: string | null | undefined;
  privateName?: string | null | undefined;
  isPreference?: boolean | undefined;
  order?: string | null | undefined;
  isPublic?: boolean | undefined;
  categoryId?: number | null | undefined;
}

export function listPreferences(world: World, account: number, since = 0): Preference[] {
  return world.store.rows<Preference>(
    'SELECT * FROM preferences WHERE account = ? AND modified >= ? ORDER BY id',
    account,
    since,
  );
}

export function getPreference(world: World, account: number, id: number): Preference {
  const preference = world.store.row<Preference>(
    'SELECT * FROM preferences WHERE id = ? AND account = ?',
    id,
    account,
  );
  if (!preference) throw notFound('ERROR_PREFERENCE_NOT_FOUND');
  return preference;
}

export function createPreference(world: World, account: number, input: PreferenceInput): Preference {
  const name = input.publicName?.trim() || input.privateName?.trim();
  if (!name) throw refuse('ERROR_PREFERENCE_INVALID', 'A preference needs a name.');
  checkNames(world, input);
  if (input.categoryId) requireCategory(world, account, input.categoryId);
  const now = world.now();
  const { id } = world.store.run(
    'INSERT INTO preferences (account, publicName, privateName, isPreference, ordering, isPublic, category, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    account,
    input.publicName ?? name,
    input.privateName ?? name,
    bit(input.isPreference ?? true),
    input.order ?? '',
    bit(input.isPublic ?? true),
    input.categoryId || null,
    now,
    now,
  );
  return getPreference(world, account, id);
}

function checkNames(world: World, { publicName, privateName }: PreferenceInput): void {
  if (![publicName, privateName].every((name) => !name || isName(world, name)))
    throw refuse('ERROR_PREFERENCE_INVALID', 'The name of the preference is not valid.');
}

export function updatePreference(
  world: World,
  account: number,
  id: number,
  input: PreferenceInput,
): Preference {
  checkNames(world, input);
  const known = getPreference(world, account, id);
  if (input.categoryId) requireCategory(world, account, input.categoryId);
  world.store.run(
    'UPDATE preferences SET publicName = ?, privateName = ?, ordering = ?, isPublic = ?, category = ?, modified = ? WHERE id = ?',
    input.publicName ?? known.publicName,
    input.privateName ?? known.privateName,
    input.order ?? known.ordering,
    input.isPublic === undefined ? known.isPublic : bit(input.isPublic),
    input.categoryId === undefined ? known.category : input.categoryId || null,
    world.now(),
    id,
  );
  return getPreference(world, account, id);
}

export function deletePreference(world: World, account: number, id: number): void {
  const { id: known } = getPreference(world, account, id);
  world.store.run('DELETE FROM contactPreferences WHERE preference = ?', known);
  world.store.run('UPDATE preferences SET category = NULL WHERE category = ?', known);
  world.store.run('DELETE FROM preferences WHERE id = ?', known);
}

export function setContactPreferences(
  world: World,
  account: number,
  contact: number,
  given: { id: number; isOptedIn?: boolean | null | undefined }[],
): void {
  for (const { id, isOptedIn } of given) {
    if (getPreference(world, account, id).isPreference === 0)
      throw refuse('ERROR_PREFERENCE_INVALID', 'A category cannot be opted into.');
    world.store.run(
      `INSERT INTO contactPreferences (contact, preference, isOptedIn, modified) VALUES (?, ?, ?, ?)
       ON CONFLICT (contact, preference) DO UPDATE SET isOptedIn = excluded.isOptedIn, modified = excluded.modified`,
      contact,
      id,
      bit(isOptedIn ?? false),
      world.now(),
    );
  }
  if (given.length > 0)
    world.store.run('UPDATE contacts SET modified = ? WHERE id = ?', world.now(), contact);
}

export function optInsOf(world: World, contact: number): Map<number, boolean> {
  const rows = world.store.rows<{ preference: number; isOptedIn: number }>(
    'SELECT preference, isOptedIn FROM contactPreferences WHERE contact = ?',
    contact,
  );
  return new Map(rows.map(({ preference, isOptedIn }) => [preference, isOptedIn === 1]));
}

function requireCategory(world: World, account: number, id: number): void {
  if (getPreference(world, account, id).isPreference === 1)
    throw refuse('ERROR_PREFERENCE_INVALID', 'The category is a preference.');
}

/** `Category>Name`, as an import's column names it. */
export function findPreferenceByPath(world: World, account: number, path: string): Preference | undefined {
  const [first, second] = path.split('>').map((part) => part.trim().toLowerCase());
  const preferences = listPreferences(world, account);
  const named = (preference: Preference, name: string | undefined): boolean =>
    [preference.publicName, preference.privateName].some((text) => text.toLowerCase() === name);
  if (second === undefined)
    return preferences.find((preference) => preference.isPreference === 1 && named(preference, first));
  const category = preferences.find(
    (preference) => preference.isPreference === 0 && named(preference, first),
  );
  return preferences.find(
    (preference) =>
      preference.isPreference === 1 && preference.category === category?.id && named(preference, second),
  );
}
