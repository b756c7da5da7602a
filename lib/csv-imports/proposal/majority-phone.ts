import { mobileLabels } from '../values/mobile-labels';
import type { FileProfile } from '../profile/column-facts';
import { labelPlace, type RecipeMatch } from '../recipes/recipe';
import type { Suggestion } from './suggest-columns';

/** A column of labelled numbers is shown as what most of its labels say; each number goes by its own label all the same. */
export function majorityPhone(
  suggested: ReadonlyMap<number, Suggestion>,
  recipe: RecipeMatch | null,
  profile: FileProfile,
): Map<number, Suggestion> {
  const shown = new Map(suggested);
  for (const [index, column] of recipe?.columns ?? []) {
    const place = labelPlace(profile.headers, column);
    const words = place === null ? null : profile.columns[place]?.words;
    const found = shown.get(index);
    if (!words || found?.field !== 'phone') continue;
    const mobile = Object.entries(words).reduce(
      (sum, [word, count]) => sum + (mobileLabels.test(word) ? count : -count),
      0,
    );
    if (mobile > 0) shown.set(index, { ...found, field: 'mobile' });
  }
  return shown;
}
