import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const standard = ['wcag2a', 'wcag2aa', 'wcag21aa'];

/** What colours can break. A theme changes nothing else: no element comes or goes with it. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** What breaks a rule of WCAG 2.1 AA that a machine can check. */
export const accessibilityTroubles = (page: Page): Promise<string[]> =>
  broken(page, (axe) => axe.withTags(standard));

/** Nothing on the page breaks a rule of WCAG 2.1 AA that a machine can check; `what` names it in a failure. */
export async function expectAccessible(page: Page, what: string, tags = standard): Promise<void> {
  expect(await broken(page, (axe) => axe.withTags(tags)), what).toEqual([]);
}

/** All of it in the light theme, and in the dark one what colours can break. */
export async function expectAccessibleInBothThemes(
  page: Page,
  what: string,
  { bestPractice = false } = {},
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page, what, bestPractice ? [...standard, 'best-practice'] : standard);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await broken(page, (axe) => axe.withRules(rulesOfColour)), `${what}, dark`).toEqual([]);
}

/** Works in the page itself (in legacy mode) rather than opening another for each look, and on nothing but what is broken. */
/** A dialog that is still fading in has no contrast yet. */
const isAtRest = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const endless = (animation: Animation): boolean =>
      animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    const passing = document.getAnimations().filter((animation) => !endless(animation));
    return Promise.allSettled(passing.map(({ finished }) => finished)).then(() => undefined);
  });

async function broken(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  await isAtRest(page);
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations } = await choose(axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
