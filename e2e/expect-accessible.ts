import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What breaks a rule of WCAG 2.1 AA that a machine can check. */
export async function accessibilityTroubles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  return violations.map(
    ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** Nothing on the page does; `what` names it in a failure. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  expect(await accessibilityTroubles(page), what).toEqual([]);
}
