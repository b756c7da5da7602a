import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { dialog, listNames, makeListsWorld, openList, rows } from './lists-world';
import { signIn } from './sign-in';

test('a step of the staircase opens as many people as it says, and they become a list with the same count', async ({
  page,
  browser,
}) => {
  await signIn(page, 'admin@example.com');
  const names = listNames();
  const world = await makeListsWorld(page, names);
  await openList(page, world.everyone);
  const stairs = page.getByRole('list', { name: 'From list to book' });
  const step = (label: string) => stairs.getByRole('listitem').filter({ hasText: label }).getByRole('link');

  for (const [label, count] of [
    ['In the list', 6],
    ['With an address', 5],
    ['After duplicates', 4],
    ['Allowed to be mailed', 3],
  ] as const) {
    const link = step(label).first();
    await expect(link).toHaveText(String(count));
    await link.click();
    await expect(rows(page)).toHaveCount(count);
    await expect(page.getByText(`Rows 1 to ${count} of ${count}`)).toBeVisible();
  }
  const address = page.url();
  expect(address).toContain('f.state=');

  const colleague = await browser.newPage();
  await signIn(colleague, 'marketer@example.com');
  await colleague.goto(address);
  await expect(rows(colleague)).toHaveCount(3);
  await colleague.close();

  await step('Allowed to be mailed').nth(1).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Ben');
  await page.goto(address);

  await page.getByRole('button', { name: 'Make a list of these 3' }).click();
  await dialog(page).getByLabel('Name').fill(names.name('Mailable'));
  await expect(dialog(page)).toContainText('A manual list of 3 contacts');
  await dialog(page).getByRole('button', { name: 'Make list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: names.name('Mailable') })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(step('In the list').first()).toHaveText('3');

  await openList(page, world.everyone);
  await page.getByRole('tab', { name: 'Removed' }).click();
  const out = page.getByRole('table', { name: 'Removed' });
  await expect(out.locator('tbody tr')).toHaveCount(1);
  await expect(out).toContainText('Opted out of mail');
  await expect(page.getByRole('button', { name: 'Make a list of these 1' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect((await readFile(await download.path(), 'utf8')).trim().split('\r\n')).toHaveLength(2);
});
