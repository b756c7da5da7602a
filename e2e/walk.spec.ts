import { expect, test } from '@playwright/test';
import { watchAnswers } from './leaks';
import { signIn } from './sign-in';
import { followCounts } from './screens/counts';
import { findPlaces } from './screens/find-places';
import { routesOfApp } from './screens/routes';
import { lookAt, themes, widths, type Look } from './screens/walk';
import { prepareWorld, worlds } from './screens/worlds';

// `npm run verify:screens` looks at everything in every world; here each page has one turn, in the world that is hardest on it.
const wholeWorld = worlds.find((world) => world === process.env.SCREENS_WORLD);

test('every page can be read and used', async ({ page }) => {
  if (wholeWorld) test.setTimeout(1_800_000);
  prepareWorld(wholeWorld ?? 'long');
  await signIn(page, 'admin@example.com');
  const answers = watchAnswers(page);
  const routes = routesOfApp();
  const places = await findPlaces(page, routes);
  const troubles: string[] = [];
  for (const place of places) console.log(`${place.route} at ${place.path}`);
  const along = {
    followCounts: followCounts(routes, wholeWorld === undefined),
    pictures: process.env.PICTURES,
  };
  for (const look of places.flatMap(looksAt)) troubles.push(...(await lookAt(page, look, along)));
  expect(troubles).toEqual([]);
  const { found, bytes } = await answers();
  expect(found, 'secrets in what the pages were answered (L20)').toEqual([]);
  expect(bytes).toBeGreaterThan(1_000_000);
});

function looksAt(place: Look['place'], at: number): Look[] {
  const ownWidth = widths[at % widths.length];
  const ownTheme = themes[Math.floor(at / widths.length) % themes.length];
  return widths
    .map((width): Look => ({
      place,
      width,
      themes: themes.filter((theme) => wholeWorld || theme === ownTheme),
      once: width === ownWidth,
    }))
    .filter(({ once }) => wholeWorld || once);
}
