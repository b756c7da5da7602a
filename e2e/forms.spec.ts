import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { dialog } from './lists-world';
import { signIn } from './sign-in';
import { lede, uploadCsv } from './upload-csv';

const stamp = Date.now().toString(36);
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const menu = (page: Page) => page.getByRole('navigation').first();
const restored = (page: Page) => page.getByRole('status').filter({ hasText: 'You began this' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('a half-filled form asks before it is left, survives the menu, Back and a reload, and is empty again once it is saved', async ({
  page,
}) => {
  await page.goto('/contacts');
  await page.goto('/contacts/new');
  await field(page, 'First name').fill('Half');
  await field(page, 'City').fill('Lyon');

  await menu(page).getByRole('link', { name: 'Leads' }).click();
  await expect(dialog(page)).toContainText('Leave this form?');
  await expectAccessible(page, 'the question before a form is left');
  await dialog(page).getByRole('button', { name: 'Stay here' }).click();
  await expect(field(page, 'City')).toHaveValue('Lyon');
  await menu(page).getByRole('link', { name: 'Leads' }).click();
  await dialog(page).getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Leads' })).toBeVisible();

  await page.goBack();
  await expect(restored(page)).toBeVisible();
  await expect(field(page, 'First name')).toHaveValue('Half');
  await field(page, 'E-mail').fill(`half-${stamp}@example.com`);
  await page.reload();
  await expect(field(page, 'E-mail')).toHaveValue(`half-${stamp}@example.com`);
  await expectAccessible(page, 'a form with its draft');

  await page.getByRole('button', { name: 'Save and Close' }).click();
  await page.waitForURL(/\/contacts\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Half' })).toBeVisible();
  await page.goto('/contacts/new');
  await expect(field(page, 'First name')).toHaveValue('');
  await expect(restored(page)).toBeHidden();
});

test('a draft of a record that somebody changed meanwhile stands beside their change', async ({ page }) => {
  await page.goto('/contacts/new');
  await field(page, 'First name').fill('Both');
  await field(page, 'E-mail').fill(`both-${stamp}@example.com`);
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await page.waitForURL(/\/contacts\/\d+$/);
  const edit = `${page.url()}/edit`;
  await page.goto(edit);
  await field(page, 'City').fill('Bonn');

  const other = await page.context().newPage();
  await other.goto(edit);
  await expect(field(other, 'City')).toHaveValue('');
  await field(other, 'Company').fill('Fjordline');
  await other.getByRole('button', { name: 'Save and Close' }).click();
  await other.waitForURL(/\/contacts\/\d+$/);
  await other.close();

  await page.reload();
  await expect(restored(page)).toContainText('Somebody saved changes meanwhile');
  await expect(field(page, 'City')).toHaveValue('Bonn');
  await expect(field(page, 'Company')).toHaveValue('Fjordline');
  await page.getByRole('button', { name: 'Discard what I typed' }).click();
  await expect(field(page, 'City')).toHaveValue('');
  await page.reload();
  await expect(field(page, 'Company')).toHaveValue('Fjordline');
  await expect(restored(page)).toBeHidden();
});

test('a session that ends in a half-filled form is begun again in place, and what was typed is saved', async ({
  page,
}) => {
  await page.goto('/contacts/new');
  await field(page, 'First name').fill('Session');
  await field(page, 'E-mail').fill(`session-${stamp}@example.com`);
  await page.context().clearCookies({ name: 'dotbridge.session' });
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await expect(dialog(page)).toContainText('Your session has ended');
  await expectAccessible(page, 'the dialog of signing in again');
  await expect(field(page, 'First name')).toHaveValue('Session');
  await dialog(page)
    .getByLabel('Password', { exact: true })
    .fill(process.env.E2E_PASSWORD ?? '');
  await dialog(page).getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/contacts\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Session' })).toBeVisible();
});

test('somebody else who signs in is shown nothing of what was typed', async ({ page }) => {
  await page.goto('/contacts/new');
  await field(page, 'First name').fill('Private');
  await page.context().clearCookies({ name: 'dotbridge.session' });
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await dialog(page).getByLabel('E-mail').fill('marketer@example.com');
  await dialog(page)
    .getByLabel('Password', { exact: true })
    .fill(process.env.E2E_PASSWORD ?? '');
  await dialog(page).getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Somebody else is signed in now' })).toBeVisible();
  await page.getByRole('button', { name: 'Go to the dashboard' }).click();
  await expect(page.getByRole('button', { name: /account$/ })).toBeVisible();
  await page.goto('/contacts/new');
  await expect(field(page, 'First name')).toHaveValue('');
  await expect(restored(page)).toBeHidden();
});

test('a name that is too long is told and stays whole, and a list of everyone is asked about once', async ({
  page,
}) => {
  await page.goto('/marketing-lists/new');
  await field(page, 'Name').fill('n'.repeat(260));
  await expect(page.getByRole('alert').filter({ hasText: '5 too many' })).toBeVisible();
  await expect(field(page, 'Name')).toHaveValue('n'.repeat(260));
  await field(page, 'Name').fill('');
  await page.getByRole('button', { name: 'Best customers' }).click();
  await expect(field(page, 'Name')).toHaveValue('Best customers');
  await page.getByRole('button', { name: 'Abandoned cart' }).click();
  await expect(field(page, 'Name')).toHaveValue('Abandoned cart');

  await page.goto('/marketing-lists/new?name=Begun');
  await field(page, 'Name').fill(`Everyone ${stamp}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog(page)).toContainText('A list of everyone?');
  await dialog(page).getByRole('button', { name: 'Save a list of everyone' }).click();
  await page.waitForURL(/\/marketing-lists\/\d+$/);
  await page.goto(`${page.url()}/edit`);
  await field(page, 'Name').fill(`All of them ${stamp}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `All of them ${stamp}` })).toBeVisible();
});

test('an import becomes a list, its taken book is told while typing, and its undo says what the book loses', async ({
  page,
}) => {
  const people = [1, 2, 3].map((n) => `Imp,Nr ${n},imp-${n}-${stamp}@example.com`);
  await uploadCsv(page, `fair-${stamp}.csv`, ['First name,Last name,E-mail', ...people].join('\n'));
  await page.getByRole('button', { name: 'Start import of 3 rows' }).click();
  await expect(lede(page)).toContainText('3 leads created');
  const imported = page.url();
  await page.getByRole('button', { name: 'Make a list of these 3' }).click();
  await expect(dialog(page).getByLabel('Name')).toHaveValue(`fair-${stamp}`);
  await dialog(page).getByRole('button', { name: 'Make the list' }).click();
  await page.waitForURL(/\/marketing-lists\/\d+$/);
  await expect(page.getByRole('table', { name: 'Members' }).locator('tbody tr')).toHaveCount(3);

  await page.getByRole('button', { name: 'Connect to Dotdigital' }).first().click();
  const book = dialog(page).getByLabel('Address book');
  await book.fill('Half a name');
  await page.reload();
  await page.getByRole('button', { name: 'Connect to Dotdigital' }).first().click();
  await expect(restored(page)).toBeVisible();
  await expect(book).toHaveValue('Half a name');
  await dialog(page).getByRole('button', { name: 'Discard what I typed' }).click();
  await expect(book).toHaveValue(`fair-${stamp}`);
  const connect = dialog(page).getByRole('button', { name: 'Connect', exact: true });
  await book.fill('Test');
  await expect(dialog(page)).toContainText('one of Dotdigital’s own books');
  await expect(connect).toBeDisabled();
  await expect(connect).toHaveAccessibleDescription('The name of the book is taken.');
  await book.fill('');
  await expect(connect).toHaveAccessibleDescription('Name the new book first.');
  await expectAccessible(page, 'the Connect dialog with what is missing');
  await book.fill(`Fair ${stamp}`);
  await expect(dialog(page)).not.toContainText('one of Dotdigital’s own books');
  await expect(connect).toBeEnabled();
  await dialog(page).getByLabel('Channel').focus();
  await page.keyboard.press('Tab');
  await expect(book).toBeFocused();
  await connect.click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText('Up to date').first()).toBeVisible();

  await page.goto(imported);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(dialog(page).getByRole('list', { name: 'What connected books lose' })).toContainText(
    `3 people leave the book Fair ${stamp}`,
  );
  await dialog(page).getByRole('button', { name: 'Undo this import' }).click();
  await expect(lede(page)).toContainText('Undone: 3 leads deleted');
});

test('a file that is chosen after the session has ended is uploaded once the person has signed in again in place', async ({
  page,
}) => {
  await page.goto('/imports/new');
  await page.context().clearCookies({ name: 'dotbridge.session' });
  await page.getByLabel('CSV file').setInputFiles({
    name: `late-${stamp}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`First name,E-mail\nLate,late-${stamp}@example.com\n`),
  });
  await expect(dialog(page)).toContainText('Your session has ended');
  await dialog(page)
    .getByLabel('Password', { exact: true })
    .fill(process.env.E2E_PASSWORD ?? '');
  await dialog(page).getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/imports\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: `late-${stamp}.csv` })).toBeVisible();
});
