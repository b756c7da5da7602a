import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const name = `Octavia ${stamp}`;
const email = `octavia-${stamp}@example.com`;

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

async function create(page: Page, values: Record<string, string>, path = '/contacts'): Promise<string> {
  await page.goto(`${path}/new`);
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
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

/** The one dialog that is open. */
const dialog = (page: Page) => page.getByRole('dialog');
/** The value beside a field's label. */
const shown = (page: Page, label: string) =>
  page
    .locator('dt', { hasText: new RegExp(`^${label}$`) })
    .first()
    .locator('xpath=following-sibling::dd[1]');
/** A message in the corner. */
const message = (page: Page, text: string) => page.locator('li').filter({ hasText: text });
const timeline = (page: Page) => page.getByRole('list', { name: 'Timeline' });

test('a field is edited where it stands, refused with its reason, tagged and consented, and the timeline tells it all', async ({
  page,
}) => {
  await create(page, {
    'First name': 'Octavia',
    'Last name': stamp,
    'E-mail': email,
    City: 'Lyon',
    Country: 'France',
    Phone: '01 23 45 67 89',
    Birthday: '1984-02-29',
  });
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

test('two people who edit one record: the second is told what the first changed, in place and in the form, and nothing is lost', async ({
  page,
  browser,
}) => {
  const url = await create(page, {
    'First name': 'Shared',
    'Last name': stamp,
    City: 'Bern',
    Company: 'Northwind',
  });
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
  await expect(form.getByRole('list', { name: 'Changed meanwhile' })).toContainText(
    'Company: Northwind → Bergwind',
  );
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

test('an admin makes a custom field, it is filled in, found by and renamed, and it says where it is used before it goes', async ({
  page,
}) => {
  const label = `Boot size ${stamp}`;
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Create Custom Field' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill(label);
  await page.getByLabel('Type').selectOption('choice');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByText('Give at least one choice.', { exact: true })).toBeVisible();
  for (const [n, choice] of ['Small', 'Large'].entries()) {
    await page.getByRole('button', { name: 'Add a choice' }).click();
    await page.getByLabel(`Choice ${n + 1}`, { exact: true }).fill(choice);
  }
  await expectAccessible(page, 'a new custom field');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const fields = page.getByRole('table', { name: 'Custom fields' });
  await expect(fields).toContainText(label);

  const url = await create(page, { 'First name': 'Booted', 'Last name': stamp });
  await page.getByRole('button', { name: `Edit ${label}` }).click();
  await page
    .getByRole('form', { name: `Edit ${label}` })
    .getByLabel(label)
    .selectOption({ label: 'Large' });
  await page
    .getByRole('form', { name: `Edit ${label}` })
    .getByRole('button', { name: 'Save' })
    .click();
  await expect(shown(page, label)).toHaveText('Large');
  await expect(timeline(page)).toContainText(`${label} added`);
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.waitForURL(/\/edit$/);
  await expect(page.getByRole('combobox', { name: label })).toHaveValue(/.+/);

  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Find a field' }).fill('boot size');
  await page.getByRole('list', { name: 'Filter by' }).getByRole('button', { name: label }).click();
  await page
    .getByRole('form', { name: `Filter by ${label}` })
    .getByRole('checkbox', { name: 'Large' })
    .check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `Remove filter ${label} is Large` })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Contacts' }).locator('tbody tr')).toHaveCount(1);
  const filtered = page.url();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await dialog(page).getByLabel('Name', { exact: true }).fill(`Boots ${stamp}`);
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: `View: Boots ${stamp}` })).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('link', { name: label }).click();
  await expect(page.getByText('1 record holds a value.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(`${label} EU`);
  await page.getByRole('button', { name: 'Remove Large' }).click();
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await expect(fields).toContainText(`${label} EU`);
  await page.goto(url);
  await expect(shown(page, `${label} EU`)).toHaveText('Large');

  await page.goto('/settings');
  await page.getByRole('link', { name: `${label} EU` }).click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Archive this field' }).click();
  await expect(page.getByRole('button', { name: 'Restore', exact: true }).first()).toBeVisible();
  await page.goto(`${url}/edit`);
  await expect(page.getByLabel('City', { exact: true })).toBeVisible();
  await expect(page.getByLabel(`${label} EU`)).toHaveCount(0);
  await page.goto('/settings');
  await page.getByRole('link', { name: `${label} EU` }).click();
  await expectAccessible(page, 'an archived custom field');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog(page)).toContainText('with the values of 1 record');
  await expect(dialog(page)).toContainText('1 saved view');
  await dialog(page).getByRole('textbox').fill(label);
  await expect(dialog(page).getByRole('button', { name: 'Delete this field' })).toBeDisabled();
  await dialog(page).getByRole('textbox').fill(`${label} EU`);
  await dialog(page).getByRole('button', { name: 'Delete this field' }).click();
  await page.waitForURL(/\/settings$/);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('link', { name: `${label} EU` })).toHaveCount(0);
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: `Booted ${stamp}` })).toBeVisible();
  await expect(page.getByText(`${label} EU`, { exact: true })).toHaveCount(0);
  await page.goto(filtered);
  await expect(page.getByText('A filter was left out.')).toBeVisible();
});

test('it tells why someone is on a list; two records of one person become one, and two again', async ({
  page,
}) => {
  const twin = { 'First name': 'Ottoline', 'Last name': stamp, 'E-mail': `ottoline-${stamp}@example.com` };
  const url = await create(page, { ...twin, City: 'Bonn' });
  const otherUrl = await create(page, { ...twin, Company: 'Hafenwerk', City: 'Köln' });
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByPlaceholder('Name of a tag, known or new').fill(`Twin ${stamp}`);
  await page.getByRole('option', { name: `Add “Twin ${stamp}” as a new tag` }).click();
  await expect(page.getByRole('list', { name: 'Tags' })).toContainText(`Twin ${stamp}`);

  await page.goto(`/marketing-lists/new?name=${encodeURIComponent(`Ottolines ${stamp}`)}`);
  await page.getByRole('button', { name: 'Add condition', exact: true }).click();
  await page.getByPlaceholder('Type a part of its name').fill('Last name');
  await page.getByRole('option', { name: 'Last name' }).first().click();
  await page.getByRole('group', { name: 'Condition 1', exact: true }).getByLabel('Value').fill(stamp);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/marketing-lists\/\d+/);

  await page.goto(url);
  await page.getByRole('button', { name: 'Ask about another list' }).click();
  await dialog(page).getByRole('combobox', { name: 'Marketing list' }).click();
  await page.getByPlaceholder('Search').last().fill(`Ottolines ${stamp}`);
  await page.getByRole('option', { name: `Ottolines ${stamp}` }).click();
  await expect(dialog(page).getByText(`whose last name is “${stamp}”`)).toBeVisible();
  await expectAccessible(page, 'why in a list');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Merge with another contact' }).click();
  await expect(page.getByRole('list', { name: 'Records to merge with' })).toContainText('same address');
  await page
    .getByRole('link', { name: `Compare with Ottoline ${stamp}` })
    .first()
    .click();
  const choice = (field: string) => page.getByRole('group', { name: field, exact: true }).getByRole('radio');
  await expect(choice('Company').nth(1)).toBeChecked();
  await expect(choice('City').nth(0)).toBeChecked();
  await choice('City').nth(1).check();
  await expect(page.getByText(`1 tag: Twin ${stamp}`)).toBeVisible();
  await expect(page.getByText('A merge never makes anyone mailable.')).toBeVisible();
  await expectAccessible(page, 'two records side by side');
  await page.getByRole('button', { name: 'Merge these 2 contacts' }).click();
  await page.waitForURL(url);
  await expect(shown(page, 'Company')).toHaveText('Hafenwerk');
  await expect(shown(page, 'City')).toHaveText('Köln');
  await expect(page.getByRole('list', { name: 'Tags' })).toContainText(`Twin ${stamp}`);
  await expect(timeline(page)).toContainText('Merged with Ottoline');

  expect((await page.request.get(otherUrl, { maxRedirects: 0 })).status()).toBe(307);
  await page.goto(`${otherUrl}/edit`);
  await expect(page).toHaveURL(`${url}?merged=${otherUrl.split('/').at(-1)}`);
  await expect(page.getByText('so that its address leads here')).toBeVisible();
  await expectAccessible(page, 'a merged record');

  await page.getByRole('button', { name: 'Undo this merge' }).click();
  await dialog(page).getByRole('button', { name: 'Undo this merge' }).click();
  await expect(message(page, 'These are two records again')).toBeVisible();
  await expect(page.getByText('so that its address leads here')).toBeHidden();
  await expect(shown(page, 'Company')).toHaveText('–');
  await expect(shown(page, 'City')).toHaveText('Bonn');
  await expect(page.getByText('No tags yet.')).toBeVisible();
  await page.goto(otherUrl);
  await expect(page).toHaveURL(otherUrl);
  await expect(shown(page, 'Company')).toHaveText('Hafenwerk');
  await expect(shown(page, 'City')).toHaveText('Köln');
  await expect(page.getByRole('list', { name: 'Tags' })).toContainText(`Twin ${stamp}`);
});

test('a record that is deleted says what goes with it, and comes back', async ({ page }) => {
  const url = await create(page, { 'First name': 'Fleeting', 'Last name': stamp });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(dialog(page)).toContainText('This contact goes from every grid, and it is on no list.');
  await expectAccessible(page, 'the dialog of a delete');
  await dialog(page).getByRole('button', { name: 'Delete this contact' }).click();
  await page.waitForURL(/\/contacts$/);
  expect((await page.request.get(url)).status()).toBe(404);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.waitForURL(url);
  await expect(message(page, `Fleeting ${stamp} is back`)).toBeVisible();
  await expect(timeline(page)).toContainText('Record brought back');
});

test('what a person types is only ever text: markup, formulas and signs of other tongues stand as they were typed', async ({
  page,
}) => {
  const alarms: string[] = [];
  page.on('dialog', (one) => {
    alarms.push(one.message());
    void one.dismiss();
  });
  page.on('console', (line) => {
    if (line.type() === 'error') alarms.push(line.text());
  });
  const markup = '<img src=x onerror=alert(1)>';
  const odd = `${markup} ’ OR 1=1; -- =cmd|' 𝒵\u202E {{7*7}} ${stamp}`;
  const twin = { 'First name': odd, 'E-mail': `odd-${stamp}@bücher.example`, Website: 'javascript:alert(2)' };
  await create(page, { ...twin, City: '"><script>alert(3)</script>' });
  const url = await create(page, twin);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(markup);
  await expect(shown(page, 'E-mail')).toContainText(`odd-${stamp}@bücher.example`);
  await expect(shown(page, 'Website').getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByPlaceholder('Name of a tag, known or new').fill(`<b>${stamp}</b>`);
  await page.getByRole('option', { name: `Add “<b>${stamp}</b>” as a new tag` }).click();
  await expect(page.getByRole('list', { name: 'Tags' })).toContainText(`<b>${stamp}</b>`);
  await expect(timeline(page)).toContainText(`given <b>${stamp}</b>`);

  await page.goto(`${url}/merge`);
  await page
    .getByRole('link', { name: /^Compare with/ })
    .first()
    .click();
  await expect(page.getByRole('group', { name: 'City' })).toContainText('"><script>alert(3)</script>');
  await page.getByRole('button', { name: 'Merge these 2 contacts' }).click();
  await page.waitForURL(url);
  await expect(page.getByRole('status').filter({ hasText: 'into this record' })).toContainText(markup);
  await expect(timeline(page)).toContainText(`Merged with ${markup}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(dialog(page)).toContainText(markup);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('E-mail', { exact: true }).fill('not an address');
  await page.getByLabel('Company', { exact: true }).fill('Stays unsaved');
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await expect(page.getByText('“not an address” is not an e-mail address.')).toBeVisible();
  await expect(page.getByLabel('Company', { exact: true })).toHaveValue('Stays unsaved');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await dialog(page).getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(shown(page, 'Company')).toHaveText('–');
  expect(alarms).toEqual([]);
});
