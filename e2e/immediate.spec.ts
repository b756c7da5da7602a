import { expect, test, type Page } from '@playwright/test';
import { holdActions } from './held-actions';
import { listNames, makeListsWorld } from './lists-world';
import { cookieOf, send } from './send';
import { signIn, signInByForm } from './sign-in';

const names = listNames();
const { name } = names;

const strip = (page: Page) => page.locator('section', { hasText: 'Connected to' }).first();
const says = (page: Page, words: string) =>
  expect(strip(page).getByText(words, { exact: true })).toBeVisible();
const toast = (page: Page, words: string) =>
  page.getByRole('region', { name: /Messages|Notifications/ }).getByText(words, { exact: true });
const choose = async (page: Page, item: string): Promise<void> => {
  await page.getByRole('button', { name: 'Dotdigital', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('what is done to a connection stands on the page at once, in every tab within a second, and can be taken back', async ({
  page,
  context,
}) => {
  await signIn(page, 'admin@example.com');
  await page.goto('/');
  const world = await makeListsWorld(page, names);
  const address = `/marketing-lists/${world.everyone}`;
  const other = await context.newPage();
  await page.goto(address);
  await other.goto(address);

  await test.step('Connect: the strip is there before the server has answered', async () => {
    await page.getByRole('button', { name: 'Connect to Dotdigital' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect to Dotdigital' });
    const integration = dialog.getByLabel('Integration');
    if ((await integration.inputValue()) === '') await integration.selectOption({ label: 'Northwind Shop' });
    await dialog.getByLabel('Address book').fill(name('Book'));
    await expect(dialog.getByText('people added')).toBeVisible();
    const release = await holdActions(page);
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(strip(page)).toContainText(name('Book'));
    await expect(strip(page)).toContainText('In progress');
    await expect(dialog.getByRole('button', { name: 'Connect', exact: true })).toHaveAttribute(
      'aria-busy',
      'true',
    );
    await release();
    await expect(dialog).toBeHidden();
    await says(page, 'Up to date');
    await says(other, 'Up to date');
  });

  await test.step('Pause: the page says so first, the toast when it is done, the other tab by itself', async () => {
    const release = await holdActions(page);
    await choose(page, 'Pause');
    await expect(strip(page)).toContainText('Paused');
    await expect(toast(page, 'Paused')).toBeHidden();
    await expect(strip(other)).toContainText('Up to date');
    await release();
    await expect(toast(page, 'Paused')).toBeVisible();
    await says(other, 'Paused');
  });

  await test.step('Undo in the toast is reached by keys and resumes', async () => {
    await page.keyboard.press('F8');
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect(async () => {
      await page.keyboard.press('Tab');
      await expect(undo).toBeFocused({ timeout: 2_000 });
    }).toPass();
    await page.keyboard.press('Enter');
    await expect(toast(page, 'Resumed')).toBeVisible();
    await says(page, 'Up to date');
    await says(other, 'Up to date');
  });

  await test.step('what is refused is put back, with the reason', async () => {
    const release = await holdActions(page);
    await choose(page, 'Synchronize');
    await expect(strip(page)).toContainText('In progress');
    await choose(other, 'Pause');
    await expect(toast(other, 'Paused')).toBeVisible();
    await release();
    await expect(toast(page, 'Not synchronized')).toBeVisible();
    await expect(page.getByText('The connection is paused. Resume it first.', { exact: true })).toBeVisible();
    await says(page, 'Paused');
  });

  await test.step('Resume: no word of the pause is left, and the grid of runs follows without a reload', async () => {
    await other.goto('/sync-runs');
    const release = await holdActions(page);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(strip(page)).toContainText('In progress');
    await expect(page.getByText(/Nobody is added or taken out until/)).toBeHidden();
    await release();
    await says(page, 'Up to date');
    await choose(page, 'Synchronize');
    await expect(toast(page, 'Synchronization asked for')).toBeVisible();
    await expect(
      other
        .getByRole('row', { name: new RegExp(name('Book')) })
        .filter({ hasText: 'Asked for by' })
        .first(),
    ).toBeVisible();
    await says(page, 'Up to date');
  });

  await test.step('Approve: nothing says held any more as soon as it is pressed', async () => {
    await choose(page, 'Connection Settings');
    const settings = page.getByRole('dialog', { name: 'Connection Settings' });
    await settings.getByLabel('Percent of the book').fill('1');
    await settings.getByLabel('People', { exact: true }).fill('0');
    await settings.getByRole('button', { name: 'Save' }).click();
    await expect(settings).toBeHidden();
    await removeFay(page);
    await choose(page, 'Synchronize');
    await says(page, 'Held for approval');
    const approve = page.getByRole('button', { name: /^Approve these 1 removal/ });
    await approve.click();
    const release = await holdActions(page);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Approve/ })
      .click();
    await expect(strip(page)).toContainText('In progress');
    await expect(page.getByText('Held for approval')).toBeHidden();
    await release();
    await expect(toast(page, 'Approved')).toBeVisible();
    await says(page, 'Up to date');
  });

  await test.step('Deactivate: the page says so first, Undo activates again', async () => {
    await other.goto('/integrations');
    await other.getByRole('link', { name: 'Northwind Shop' }).click();
    await expect(other.getByRole('heading', { level: 1, name: 'Northwind Shop' })).toBeVisible();
    const release = await holdActions(other);
    await other.getByRole('button', { name: 'More' }).click();
    await other.getByRole('menuitem', { name: 'Deactivate' }).click();
    await expect(other.getByRole('button', { name: 'Schedule Sync' })).toHaveAccessibleDescription(
      'Deactivated: activate it first.',
    );
    await release();
    await expect(toast(other, 'Northwind Shop deactivated')).toBeVisible();
    await other.getByRole('button', { name: 'Undo' }).last().click();
    await expect(toast(other, 'Northwind Shop activated')).toBeVisible();
  });

  await test.step('Disconnect: the strip is gone at once, Undo brings the same connection back', async () => {
    const release = await holdActions(page);
    await choose(page, 'Disconnect');
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(strip(page)).toBeHidden();
    await expect(page.getByRole('button', { name: 'Connect to Dotdigital' })).toBeVisible();
    await release();
    await expect(toast(page, 'Disconnected')).toBeVisible();
    const releaseUndo = await holdActions(page);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect(strip(page)).toContainText(name('Book'));
    await releaseUndo();
    await expect(toast(page, 'Connected again')).toBeVisible();
    await says(page, 'Up to date');
  });
});

/** One of the three in the book; Undo of that is not pressed. */
async function removeFay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Actions for Fay/ }).click();
  await page.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(toast(page, 'Fay Toolman is removed from this list')).toBeVisible();
}

test('the live road is told to who is signed in, and ends with the session', async ({ browser }) => {
  const refused = await send('/api/live?watch=runs');
  expect(refused.status).toBe(401);
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInByForm(page, 'admin@example.com');
  const cookie = await cookieOf(page);
  expect((await send('/api/live?watch=everything', { headers: { cookie } })).status).toBe(400);
  const told = send('/api/live?watch=runs,lists', { headers: { cookie } });
  const signOut = page.getByRole('menuitem', { name: 'Sign out' });
  await expect(async () => {
    await page.getByRole('button', { name: /, account$/ }).click();
    await expect(signOut).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await signOut.click();
  await page.waitForURL(/sign-in/);
  const { status, headers, text } = await told;
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
  expect(headers['content-encoding']).toBeUndefined();
  expect(text).toContain('retry: 1000');
  await context.close();
});
