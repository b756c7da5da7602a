import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const company = `Gridworks ${stamp}`;

const table = (page: Page): Locator => page.getByRole('table', { name: 'Contacts' });
const rowsOf = (page: Page): Locator => table(page).locator('tbody tr');
const message = (page: Page, text: string): Locator => page.locator('li').filter({ hasText: text });

async function createContact(page: Page, fields: Record<string, string>): Promise<void> {
  await page.goto('/contacts/new');
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await page.waitForURL(/\/contacts\/\d+$/);
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.keyboard.type(option);
  await page.getByRole('option', { name: option }).first().click();
  if (await page.getByRole('listbox').isVisible()) await page.keyboard.press('Escape');
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, 'admin@example.com');
});

test('rows found by a filter are tagged with the keyboard, and it is taken back', async ({ page }) => {
  for (const name of ['Ada', 'Bo', 'Cy']) {
    await createContact(page, { 'First name': name, 'Last name': stamp, 'E-mail': `${name.toLowerCase()}-${stamp}@example.com`, Company: company });
  }
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('list', { name: 'Filter by' }).getByRole('button', { name: 'Company' }).click();
  await page.getByRole('form', { name: 'Filter by Company' }).getByRole('textbox').fill(company);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `Remove filter Company contains “${company}”` })).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(3);

  for (let n = 0; n < 3; n += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press('x');
  }
  await expect(page.getByText('3 rows chosen')).toBeVisible();
  await expectAccessible(page, 'the bar of chosen rows');
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Tag 3 contacts' });
  await expect(dialog).toBeVisible();
  await choose(page, 'Add tags', `tag ${stamp}`);
  await expectAccessible(page, 'the dialog of tags');
  await dialog.getByRole('button', { name: 'Tag 3 contacts' }).click();
  await expect(message(page, '3 contacts tagged')).toBeVisible();
  await expect(table(page).getByText(`tag ${stamp}`)).toHaveCount(3);
  await message(page, '3 contacts tagged').getByRole('button', { name: 'Undo' }).click();
  await expect(message(page, 'Taken back for 3 contacts')).toBeVisible();
  await expect(table(page).getByText(`tag ${stamp}`)).toHaveCount(0);
});
