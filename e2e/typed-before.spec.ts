import { expect, type Page, test } from '@playwright/test';
import { signIn } from './sign-in';

/** A page whose text is there and whose programs are not, until what it answers is called. */
async function openAsleep(page: Page, path: string): Promise<() => Promise<void>> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/_next/static/**/*.js*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  return async () => {
    letGo();
    await page.waitForLoadState();
  };
}

test('what is typed before the sign-in page is awake signs in', async ({ page }) => {
  const wake = await openAsleep(page, '/sign-in');
  await page.getByLabel('E-mail').fill('marketer@example.com');
  await page.getByLabel('Password', { exact: true }).fill(process.env.E2E_PASSWORD ?? '');
  await wake();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await expect(page.getByLabel('E-mail')).toHaveCount(0);
});

test('a search, a choice and ticks of before a grid is awake count', async ({ page }) => {
  await signIn(page, 'admin@example.com');

  const search = await openAsleep(page, '/contacts');
  await page.getByLabel('Search contacts').fill('nobody is called so');
  await search();
  await expect(page).toHaveURL(/nobody/);
  await expect(page.getByLabel('Search contacts')).toHaveValue('nobody is called so');

  const size = await openAsleep(page, '/contacts');
  await page.getByLabel('Rows per page').selectOption('100');
  await size();
  await expect(page).toHaveURL(/100/);

  const tick = await openAsleep(page, '/contacts');
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await tick();
  await expect(page.getByText('2 rows chosen')).toBeVisible();
  await expect(boxes.nth(1)).toBeChecked();
});

test('what is typed into a form before it is awake stays as it is typed on, and the cursor where it was', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const wake = await openAsleep(page, '/contacts/new');
  const name = page.getByLabel('First name');
  await name.click();
  await name.pressSequentially('Berta');
  await name.press('ArrowLeft');
  await wake();
  await name.press('x');
  await expect(name).toHaveValue('Bertxa');
  await page.getByLabel('Last name').fill('After');
  await expect(name).toHaveValue('Bertxa');
});
