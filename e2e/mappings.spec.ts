import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36).toUpperCase();
const field = `HOBBY_${stamp}`;

const mapped = (page: Page): Locator => page.getByRole('list', { name: 'Rows' });
const unmapped = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Unmapped data fields' }).getByRole('listitem', { name, exact: true });
const previewOf = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Values' }).getByRole('listitem', { name, exact: true });

async function openMapping(page: Page): Promise<void> {
  await page.goto('/dotdigital/data-field-mappings');
  await page.getByRole('table').getByRole('link', { name: 'Contacts' }).first().click();
  await expect(mapped(page)).toBeVisible();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('li').filter({ hasText: 'Mapping saved' })).toBeVisible();
}

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('a data field is made, a CRM field dragged onto it, looked at with a person, saved, and a version restored', async ({
  page,
}) => {
  await page.goto('/dotdigital/data-fields/new');
  await page.getByLabel('Name', { exact: true }).fill(field);
  await page
    .getByRole('button', { name: /Create|Save/ })
    .last()
    .click();
  await page.waitForURL(/\/dotdigital\/data-fields(\?|$)/);

  await openMapping(page);
  await page.getByRole('listitem').filter({ hasText: /^City/ }).first().dragTo(unmapped(page, field));
  const row = mapped(page).getByRole('listitem', { name: field, exact: true });
  await expect(row.getByRole('combobox', { name: `CRM fields for ${field}` })).toContainText('City');
  await expect(previewOf(page, field)).toContainText('At Dotdigital');
  await expect(page.getByText(/^Saving sends/)).toBeVisible();

  await row.getByRole('button', { name: `How ${field} is filled` }).click();
  await row.getByLabel(`Add a value rule to ${field}`).selectOption({ label: 'Default where empty' });
  await row.getByLabel('Default value').fill('nowhere');
  await row.getByLabel(`Add a value rule to ${field}`).selectOption({ label: 'Case' });
  await row.getByRole('button', { name: `Move rule 2 of ${field} up` }).click();
  await expect(
    row
      .getByRole('list', { name: `Value rules of ${field}` })
      .getByRole('listitem')
      .first(),
  ).toContainText('1. Case');
  await expect(page.getByRole('list', { name: `Steps of ${field}` }).getByRole('listitem')).toHaveCount(3);
  await expectAccessible(page, 'the mapping editor');
  await save(page);

  await page.getByRole('link', { name: 'History' }).click();
  const versions = page.getByRole('list', { name: 'Versions' });
  await expect(versions.getByText(`${field} added, from City`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Differences' })).toContainText(`${field} added, from City`);
  await expectAccessible(page, 'the history of a mapping');
  await versions.getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore version 1' }).click();
  await expect(versions.getByText(/restored from version 1/)).toBeVisible();
  await expect(versions.getByText(`${field} taken out; it came from City`)).toBeVisible();
});

test('by keyboard alone a CRM field is put into a data field, looked at, saved, and taken along as a file', async ({
  page,
}) => {
  await openMapping(page);
  const put = page.getByRole('button', { name: 'Put Company into a data field' });
  await put.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Put Company into' })).toBeVisible();
  await page.keyboard.type(field);
  await expect(page.getByRole('option', { name: field })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(mapped(page).getByRole('combobox', { name: `CRM fields for ${field}` })).toContainText(
    'Company',
  );
  await expect(put).toBeFocused();
  await expect(previewOf(page, field)).toContainText('At Dotdigital');
  await page.getByRole('button', { name: 'Save', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('li').filter({ hasText: 'Mapping saved' })).toBeVisible();

  await page.getByRole('button', { name: 'More for this mapping' }).focus();
  await page.keyboard.press('Enter');
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as JSON' }).press('Enter');
  const file = await (await downloading).path();
  expect(await readFile(file, 'utf8')).toContain(field);
  await page.getByRole('button', { name: 'More for this mapping' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Import from JSON' }).press('Enter');
  await page.getByLabel('File').setInputFiles(file);
  await expect(page.getByText('It is the same as the mapping here: nothing would change.')).toBeVisible();
});
