import { expect, test, type Page } from '@playwright/test';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36).toUpperCase();
const list = 'Repeat buyers';
type Contact = { email: string; dataFields: Record<string, unknown> };
type Account = { id: number; name: string };

async function contacts(): Promise<Contact[]> {
  const control = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${process.env.E2E_SANDBOX_URL}/_control${path}`)).json()) as T;
  const shop = (await control<Account[]>('/accounts')).find(({ name }) => name === 'Northwind Shop');
  return control<Contact[]>(`/state/contacts?account=${shop?.id}`);
}

/** Somebody whom the demo's connected list has sent. */
async function someoneThere(): Promise<string> {
  let found: Contact | undefined;
  await expect.poll(async () => (found = (await contacts())[0])?.email ?? '').toContain('@');
  return found?.email ?? '';
}

const holds = (email: string, field: string): Promise<void> =>
  expect
    .poll(async () => (await contacts()).find((one) => one.email === email)?.dataFields[field])
    .toBeTruthy();

const rowOf = (page: Page, field: string) =>
  page.getByRole('list', { name: 'Values' }).getByRole('listitem', { name: field, exact: true });

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('with the mouse: a data field is made, mapped, looked at with a person, saved, and its value stands at Dotdigital', async ({
  page,
}) => {
  const field = `TOWN_${stamp}`;
  const email = await someoneThere();
  await page.goto('/dotdigital/data-fields');
  await page.getByRole('link', { name: 'Create Data Field' }).click();
  await page.getByLabel('Integration', { exact: true }).selectOption({ label: 'Northwind Shop' });
  await page.getByLabel('Name', { exact: true }).fill(field);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL(/\/dotdigital\/data-fields(\?|$)/);

  await page.goto('/dotdigital/data-field-mappings');
  await page.getByRole('table').getByRole('link', { name: 'Customers' }).first().click();
  await page
    .getByRole('listitem')
    .filter({ hasText: /^City/ })
    .first()
    .dragTo(
      page
        .getByRole('list', { name: 'Unmapped data fields' })
        .getByRole('listitem', { name: field, exact: true }),
    );
  await page.getByRole('combobox', { name: 'Preview with' }).click();
  await page.getByPlaceholder('Search a person').fill(email);
  await page.getByRole('option').filter({ hasText: email }).click();
  await expect(rowOf(page, field)).toContainText('will be sent');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('li').filter({ hasText: 'Mapping saved' })).toBeVisible();

  await page.goto('/marketing-lists');
  await page.getByRole('link', { name: list, exact: true }).first().click();
  await page.getByRole('button', { name: 'Dotdigital', exact: true }).last().click();
  await expect(page.getByRole('menuitem', { name: 'Email Studio' })).toHaveAttribute(
    'href',
    /\/dotdigital\/email-studio\?integration=\d+$/,
  );
  await page.getByRole('menuitem', { name: 'Synchronize' }).click();
  await holds(email, field);
});

test('by keyboard alone: the same', async ({ page }) => {
  const field = `PLACE_${stamp}`;
  const email = await someoneThere();
  const press = async (name: string, role: 'button' | 'link' | 'menuitem' = 'button'): Promise<void> => {
    const target = page.getByRole(role, { name, exact: true }).last();
    await target.focus();
    await page.keyboard.press('Enter');
  };
  await page.goto('/dotdigital/data-fields');
  await press('Create Data Field', 'link');
  const integration = page.getByLabel('Integration', { exact: true });
  await integration.focus();
  await page.keyboard.type('Northwind Shop');
  await page.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type(field);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/dotdigital\/data-fields(\?|$)/);

  await page.goto('/dotdigital/data-field-mappings');
  await page.getByRole('table').getByRole('link', { name: 'Customers' }).first().focus();
  await page.keyboard.press('Enter');
  await press('Put Country into a data field');
  await page.keyboard.type(field);
  await expect(page.getByRole('option', { name: field })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Preview with' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(email);
  await expect(page.getByRole('option').filter({ hasText: email })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, field)).toContainText('will be sent');
  await press('Save');
  await expect(page.locator('li').filter({ hasText: 'Mapping saved' })).toBeVisible();

  await page.goto('/marketing-lists');
  await page.getByRole('link', { name: list, exact: true }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: list })).toBeVisible();
  await press('Dotdigital');
  await press('Synchronize', 'menuitem');
  await holds(email, field);
});
