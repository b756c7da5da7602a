import { z } from 'zod';
import { writeDate } from '../../engine/dates';
import { listPreferences, optInsOf, type Preference } from '../../engine/preferences';
import type { World } from '../../engine/world';

export const preferenceSchema = z.object({
  id: z.number().int().nullish(),
  publicName: z.string().nullish(),
  privateName: z.string().nullish(),
  isPreference: z.boolean().optional(),
  order: z.string().nullish(),
  isPublic: z.boolean().optional(),
  categoryId: z.number().int().nullish(),
  isOptedIn: z.boolean().nullish(),
});

export function writePreference(
  preference: Preference,
  all: Preference[],
  optIns?: Map<number, boolean>,
): Record<string, unknown> {
  const children = all.filter(({ category }) => category === preference.id);
  return {
    id: preference.id,
    publicName: preference.publicName,
    privateName: preference.privateName,
    isPreference: preference.isPreference === 1,
    order: preference.ordering,
    isPublic: preference.isPublic === 1,
    categoryId: preference.category ?? 0,
    preferenceCount: children.length,
    created: writeDate(preference.created),
    lastModified: writeDate(preference.modified),
    isOptedIn: preference.isPreference === 1 && optIns ? (optIns.get(preference.id) ?? false) : null,
    preferences:
      preference.isPreference === 1 ? null : children.map((child) => writePreference(child, all, optIns)),
  };
}

/** Categories with their preferences inside, then the preferences of no category. */
export function writePreferenceTree(
  world: World,
  account: number,
  contact?: number,
): Record<string, unknown>[] {
  const all = listPreferences(world, account);
  const optIns = contact === undefined ? undefined : optInsOf(world, contact);
  return all
    .filter(({ category }) => category === null)
    .map((preference) => writePreference(preference, all, optIns));
}
