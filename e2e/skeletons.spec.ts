import { expect, test, type Locator, type Page } from '@playwright/test';
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

/** The path that a link leads to, asked of the page that shows it first. */
async function pathOf(page: Page, link: Locator): Promise<string> {
  return new URL((await link.getAttribute('href')) ?? '', page.url()).pathname;
}

/** Opens by its link a page whose answer is held back: what stands there meanwhile, and what afterwards. */
async function openSlowly(page: Page, from: string, linkIn: (page: Page) => Locator) {
  // Nothing moves meanwhile: a page that is read again throws away what was asked ahead, and rows may change places.
  await page.route('**/api/live?*', (route) => route.abort());
  await page.goto(from);
  const link = linkIn(page);
  const path = await pathOf(page, link);
  await link.hover();
  // The skeleton comes with the link, before the page is asked for: first how the page is built, then its shell.
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
  await link.click();
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

const kinds: [string, string, (page: Page) => Locator][] = [
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

test('what was asked ahead is asked once more when the page where the pointer rests was read again', async ({
  page,
  context,
}) => {
  await signIn(page, 'admin@example.com');
  await page.goto('/marketing-lists');
  const link = inMenu('Contacts')(page);
  const path = await pathOf(page, link);
  let asked = 0;
  page.on('request', (request) => {
    const isAhead = request.headers()['next-router-prefetch'] !== undefined;
    if (isAhead && new URL(request.url()).pathname === path) asked += 1;
  });
  await link.hover();
  await expect.poll(() => asked).toBeGreaterThan(0);

  const before = asked;
  const name = `Moves ${crypto.randomUUID().slice(0, 8)}`;
  const other = await context.newPage();
  await other.goto(`/marketing-lists/new?type=manual&name=${encodeURIComponent(name)}`);
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expect.poll(() => asked).toBeGreaterThan(before);
});
