import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { listNames, makeListsWorld, rows } from './lists-world';
import { showPeople } from './show-people';
import { signIn } from './sign-in';

test('a viewer whom people are shown reads them masked, on pages and in a file, until it is off again', async ({
  page: admin,
  browser,
}) => {
  await signIn(admin, 'admin@example.com');
  const names = listNames();
  const world = await makeListsWorld(admin, names);
  const theirs = await browser.newContext();
  const viewer = await theirs.newPage();
  try {
    await showPeople(admin, true);
    await expectAccessible(admin, 'what each role may do');
    await signIn(viewer, 'viewer@example.com');
    await viewer.goto(`/marketing-lists/${world.everyone}?sort=email.asc`);
    await expect(viewer.getByText('Personal data is masked.')).toBeVisible();
    await expect(rows(viewer).filter({ hasText: 'a•••@e•••.com' })).toHaveCount(2);
    const [download] = await Promise.all([
      viewer.waitForEvent('download'),
      viewer.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain('a•••@e•••.com');
    for (const text of [file, await viewer.content()]) {
      expect(text).not.toContain(names.mail('ann'));
      expect(text).not.toContain('Toolman');
    }
    await expectAccessible(viewer, 'a masked list');

    await rows(viewer).filter({ hasText: 'a•••@e•••.com' }).first().getByRole('link').first().click();
    await viewer.waitForURL(/\/contacts\/\d+$/);
    await expect(viewer.getByRole('heading', { level: 1, name: /^A•••|^E•••/ })).toBeVisible();
    await expect(viewer.getByRole('link', { name: 'Edit' })).toHaveCount(0);
    expect(await viewer.content()).not.toContain(names.mail('ann'));
    expect(await viewer.content()).not.toContain('Toolman');
    await expectAccessible(viewer, 'a masked record');

    await showPeople(admin, false);
    await viewer.reload();
    await expect(viewer.getByRole('heading', { level: 1, name: /A•••|E•••/ })).toHaveCount(0);
  } finally {
    await showPeople(admin, false);
    await theirs.close();
  }
});

async function seeByOwner(admin: Page, on: boolean): Promise<void> {
  await admin.goto('/users/roles');
  const form = admin.getByRole('form', { name: 'What is seen by its owner' });
  const records = form.getByRole('switch', { name: 'Records by their owner and the owner’s teams' });
  if ((await records.isChecked()) === on) return;
  await records.setChecked(on);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Saved', { exact: true })).toBeVisible();
}

test('where records are seen by owner, a marketer finds nobody else’s: not in a grid, by search, on a list or by address', async ({
  page: admin,
  browser,
}) => {
  await signIn(admin, 'admin@example.com');
  const names = listNames();
  const world = await makeListsWorld(admin, names);
  await admin.goto(`/marketing-lists/${world.everyone}`);
  const person = await rows(admin).first().getByRole('link').first().getAttribute('href');
  const theirs = await browser.newContext();
  const marketer = await theirs.newPage();
  try {
    await signIn(marketer, 'marketer@example.com');
    await marketer.goto(`/contacts?q=${names.stamp}`);
    await expect(marketer.getByText(names.mail('ann')).first()).toBeVisible();
    await seeByOwner(admin, true);
    await marketer.reload();
    await expect(marketer.getByText('You see the people who are yours')).toBeVisible();
    await expect(marketer.getByText(names.mail('ann'))).toHaveCount(0);
    await marketer.goto(`/marketing-lists/${world.everyone}`);
    await expect(
      marketer.getByText(/\d people of somebody else belong to this list and are not shown/),
    ).toBeVisible();
    await expectAccessible(marketer, 'a list of people of somebody else');
    const answer = await marketer.goto(person ?? '');
    expect(answer?.status()).toBe(404);
    expect(await marketer.content()).not.toContain('Toolman');
  } finally {
    await seeByOwner(admin, false);
    await theirs.close();
  }
});

test('a team is created, renamed and deleted', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const name = listNames().name('North');
  await page.goto('/users/teams');
  await page.getByRole('link', { name: 'Create Team' }).first().click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('combobox', { name: 'People' }).click();
  await page.getByRole('option', { name: /marketer@example.com/ }).click();
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'a new team');
  await page.getByRole('button', { name: 'Create Team' }).click();
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Name').fill(`${name} and East`);
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: `${name} and East` });
  await expect(row).toBeVisible();
  await expectAccessible(page, 'the teams');
  await row.getByRole('button', { name: /actions/i }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete this team' }).click();
  await expect(row).toHaveCount(0);
});
