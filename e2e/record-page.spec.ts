import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const name = `Octavia ${stamp}`;
const email = `octavia-${stamp}@example.com`;

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, 'admin@example.com');
});

async function create(page: Page, values: Record<string, string>, path = '/contacts'): Promise<string> {
  await page.goto(`${path}/new`);
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await page.waitForURL(new RegExp(`${path}/\\d+$`));
  return page.url();
}

async function edit(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${label}`, exact: true }).click();
  const form = page.getByRole('form', { name: `Edit ${label}` });
  await expect(form.getByLabel(label)).toBeFocused();
  await form.getByLabel(label).fill(value);
  await page.keyboard.press('Enter');
}

/** The value beside a field's label. */
const shown = (page: Page, label: string) => page.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd[1]');
const timeline = (page: Page) => page.getByRole('list', { name: 'Timeline' });

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

test('a field is edited where it stands, refused with its reason, tagged and consented, and the timeline tells it all', async ({ page }) => {
  await create(page, { 'First name': 'Octavia', 'Last name': stamp, 'E-mail': email, City: 'Lyon', Country: 'France', Phone: '01 23 45 67 89', Birthday: '1984-02-29' });
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(shown(page, 'Birthday')).toContainText('29 Feb 1984');
  await expect(shown(page, 'Phone')).toContainText('+33123456789');

  await edit(page, 'City', 'Marseille');
  await expect(shown(page, 'City')).toHaveText('Marseille');
  await expect(page.getByRole('button', { name: 'Edit City', exact: true })).toBeFocused();
  await expect(timeline(page)).toContainText('City changed');
  await expect(timeline(page)).toContainText('Lyon → Marseille');

  await page.getByRole('button', { name: /^Show \d+ empty fields$/ }).click();
  await edit(page, 'Gender', 'x'.repeat(300));
  await expect(page.getByRole('alert').filter({ hasText: '255' })).toBeVisible();
  await expectAccessible(page, 'a field that was refused');
  await page.keyboard.press('Escape');
  await expect(shown(page, 'Gender')).toHaveText('–');

  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByPlaceholder('Name of a tag, known or new').fill(`Fair ${stamp}`);
  await page.getByRole('option', { name: `Add “Fair ${stamp}” as a new tag` }).click();
  await expect(page.getByRole('list', { name: 'Tags' })).toContainText(`Fair ${stamp}`);
  await expect(timeline(page)).toContainText(`given Fair ${stamp}`);

  await page.getByRole('button', { name: 'Record a consent' }).click();
  await page.getByRole('dialog').getByLabel('What they agreed to').fill('Yes, <b>send</b> me news.');
  await page.getByRole('dialog').getByRole('button', { name: 'Record this consent' }).click();
  const history = page.getByRole('list', { name: 'Consent history' });
  await expect(history).toContainText('“Yes, <b>send</b> me news.”');
  await expect(history).toContainText('written down by');
  await page.getByRole('button', { name: 'Record an opt-out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Record the opt-out' }).click();
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('opted out of mail');
  await expect(timeline(page)).toContainText('Opted out of mail');
  await expect(timeline(page)).toContainText('Consent given');
  await expectAccessible(page, 'a record’s page');
});

test('two people who edit one record: the second is told what the first changed, in place and in the form, and nothing is lost', async ({ page, browser }) => {
  const url = await create(page, { 'First name': 'Shared', 'Last name': stamp, City: 'Bern', Company: 'Northwind' });
  const other = await browser.newContext();
  const second = await other.newPage();
  await signIn(second, 'marketer@example.com');
  await second.goto(url);
  await page.getByRole('button', { name: 'Edit City', exact: true }).click();

  await edit(second, 'City', 'Basel');
  await expect(shown(second, 'City')).toHaveText('Basel');
  await edit(second, 'Company', 'Bergwind');
  await expect(shown(second, 'Company')).toHaveText('Bergwind');

  const form = page.getByRole('form', { name: 'Edit City' });
  await form.getByLabel('City').fill('Geneva');
  await page.keyboard.press('Enter');
  await expect(form).toContainText('changed this contact while you had it open');
  await expect(form.getByRole('list', { name: 'Changed meanwhile' })).toContainText('City: Bern → Basel');
  await expect(form.getByRole('list', { name: 'Changed meanwhile' })).toContainText('Company: Northwind → Bergwind');
  await expect(form.getByLabel('City')).toHaveValue('Geneva');
  await expectAccessible(page, 'a conflict in place');
  await page.keyboard.press('Enter');
  await expect(shown(page, 'City')).toHaveText('Geneva');
  await expect(shown(page, 'Company')).toHaveText('Bergwind');

  await page.goto(`${url}/edit`);
  await page.getByLabel('Job title').fill('Engineer');
  await page.getByLabel('City', { exact: true }).fill('Chur');
  await second.reload();
  await edit(second, 'City', 'Zug');
  await expect(shown(second, 'City')).toHaveText('Zug');
  await edit(second, 'Company', 'Talwind');
  await expect(shown(second, 'Company')).toHaveText('Talwind');
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await expect(page.getByText('Yours stands where you both changed something: City.')).toBeVisible();
  await expect(page.getByLabel('Company', { exact: true })).toHaveValue('Talwind');
  await expect(page.getByLabel('City', { exact: true })).toHaveValue('Chur');
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await expect(shown(page, 'City')).toHaveText('Chur');
  await expect(shown(page, 'Company')).toHaveText('Talwind');
  await expect(shown(page, 'Job title')).toHaveText('Engineer');
  await other.close();
});
