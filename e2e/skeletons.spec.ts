import { expect, test, type Page } from '@playwright/test';
import { signIn } from './sign-in';

type Place = { x: number; y: number; width: number };

/** Where the first thing under the head stands, and the first row where there is one. */
async function places(page: Page): Promise<{ body: Place; row: number | null }> {
  return page.locator('main').evaluate((main) => {
    const [, body] = [...main.children].filter((one) => one.getBoundingClientRect().height > 0);
    if (!body) throw new Error('nothing under the head');
    const { x, y, width } = body.getBoundingClientRect();
    const row = main.querySelector('tbody tr, [aria-label="Loading rows"] .skeleton-rows');
    return { body: { x, y, width }, row: row ? row.getBoundingClientRect().y : null };
  });
}

/** Opens by its link a page whose answer is held back: what stands there meanwhile, and what afterwards. */
async function openSlowly(page: Page, from: string, link: (page: Page) => ReturnType<Page['locator']>) {
  await page.goto(from);
  await link(page).hover();
  // The skeleton comes with the link, before the page is asked for: first how the page is built, then its shell.
  const path = new URL((await link(page).getAttribute('href')) ?? '', page.url()).pathname;
  await page.waitForFunction((wanted) => {
    const read = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    return read.filter(({ pathname, search }) => pathname === wanted && search.includes('_rsc')).length > 1;
  }, path);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*', async (route) => {
    const headers = route.request().headers();
    if (headers['rsc'] === '1' && headers['next-router-prefetch'] === undefined) await released;
    await route.fallback();
  });
  await link(page).click();
  const skeleton = page
    .locator('main')
    .getByRole('status', { name: /^Loading/ })
    .first();
  await expect(skeleton).toBeVisible();
  const before = await places(page);
  release();
  await expect(skeleton).toBeHidden();
  await expect(page.locator('main h1')).toBeVisible();
  const after = await places(page);
  await page.unrouteAll({ behavior: 'wait' });
  return { before, after };
}

const inMenu = (name: string) => (page: Page) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).first();
const firstRow = (page: Page) => page.locator('main tbody tr').first().getByRole('link').first();

const kinds: [string, string, (page: Page) => ReturnType<Page['locator']>][] = [
  ['a grid', '/', inMenu('Contacts')],
  ['a grid with views over it', '/', inMenu('Marketing Lists')],
  ['runs', '/', inMenu('Sync Runs')],
  ['accounts', '/', inMenu('Manage Integrations')],
  ['a person', '/contacts', firstRow],
  ['a run', '/sync-runs', firstRow],
  ['an account', '/integrations', firstRow],
  ['a connected list', '/marketing-lists?f.show=any:connected', firstRow],
];

const few = 6;

for (const [kind, from, link] of kinds)
  test(`the skeleton of ${kind} stands where the page then stands`, async ({ page }) => {
    await signIn(page, 'admin@example.com');
    const { before, after } = await openSlowly(page, from, link);
    for (const side of ['x', 'y', 'width'] as const)
      expect(
        Math.abs(before.body[side] - after.body[side]),
        `${side} of what is under the head`,
      ).toBeLessThan(few);
    if (before.row !== null && after.row !== null && kind !== 'a connected list')
      expect(Math.abs(before.row - after.row), 'the first row').toBeLessThan(few);
  });
