import { readFile } from 'node:fs/promises';
import { expect, test, type Download, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const company = `Gridworks ${stamp}`;
const list = `Grid list ${stamp}`;
const hostile = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}`;

const table = (page: Page): Locator => page.getByRole('table', { name: 'Contacts' });
const rowsOf = (page: Page): Locator => table(page).locator('tbody tr');
const message = (page: Page, text: string): Locator => page.locator('li').filter({ hasText: text });

async function createContact(page: Page, fields: Record<string, string>): Promise<void> {
  await page.goto('/contacts/new');
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Save and Close' }).click();
  await page.waitForURL(/\/contacts\/\d+$/);
}

/** The grid of the three people of these tests, by its own filter. */
async function openGrid(page: Page): Promise<void> {
  await page.goto(`/contacts?f.company=${encodeURIComponent(`is:${company}`)}&sort=name.asc`);
  await expect(rowsOf(page)).toHaveCount(3);
}

async function chooseAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Choose all rows of this page' }).check();
  await expect(page.getByText('3 rows chosen')).toBeVisible();
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.keyboard.type(option);
  await page.getByRole('option', { name: option }).first().click();
  if (await page.getByRole('listbox').isVisible()) await page.keyboard.press('Escape');
}

const textOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('rows found by a filter are tagged with the keyboard, and it is taken back', async ({ page }) => {
  for (const name of ['Ada', 'Bo', 'Cy']) {
    await createContact(page, {
      'First name': name,
      'Last name': stamp,
      'E-mail': `${name.toLowerCase()}-${stamp}@example.com`,
      Company: company,
    });
  }
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('list', { name: 'Filter by' }).getByRole('button', { name: 'Company' }).click();
  await page.getByRole('form', { name: 'Filter by Company' }).getByRole('textbox').fill(company);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('button', { name: `Remove filter Company contains “${company}”` }),
  ).toBeVisible();
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

test('chosen rows lose their owner, get one back, and go onto a manual list', async ({ page }) => {
  await page.goto(`/marketing-lists/new?type=manual&entity=contact&name=${encodeURIComponent(list)}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: list })).toBeVisible();

  await openGrid(page);
  await chooseAll(page);
  await page.getByRole('button', { name: 'Change owner' }).click();
  await choose(page, 'Owner', 'Nobody');
  await page.getByRole('button', { name: 'Change owner of 3 contacts' }).click();
  await expect(message(page, '3 contacts left without an owner')).toBeVisible();
  await message(page, 'left without an owner').getByRole('button', { name: 'Undo' }).click();
  await expect(message(page, 'Taken back for 3 contacts')).toBeVisible();

  await chooseAll(page);
  await page.getByRole('button', { name: 'Add to a list' }).click();
  await choose(page, 'Manual list', list);
  await page.getByRole('button', { name: 'Add 3 contacts to a list' }).click();
  await message(page, `3 contacts added to ${list}`).getByRole('button', { name: 'Open list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: list })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText(`ada-${stamp}@example.com`);
});

test('a view keeps filter, sort and columns, opens the grid, is changed, renamed and deleted', async ({
  page,
}) => {
  await openGrid(page);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: /^Job title/ }).click();
  await expect(page.getByRole('columnheader', { name: 'Job title' })).toBeVisible();
  await page.getByRole('menuitemcheckbox', { name: /^Engagement score/ }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Engagement score' })).toBeVisible();

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(`View ${stamp}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const views = page.getByRole('button', { name: `View: View ${stamp}` });
  await expect(views).toBeVisible();
  await views.click();
  await page.getByRole('menuitem', { name: `Open with View ${stamp}` }).click();
  await expect(message(page, `View ${stamp} opens first from now on`)).toBeVisible();

  await page.goto('/contacts');
  await expect(page).toHaveURL(/view=\d+/);
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(page.getByRole('columnheader', { name: 'Job title' })).toBeVisible();
  await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
  await expect(page.getByText('changed', { exact: true })).toBeVisible();
  await views.click();
  await page.getByRole('menuitem', { name: `Save changes to View ${stamp}` }).click();
  await expect(page.getByText('changed', { exact: true })).toBeHidden();

  await views.click();
  await page.getByRole('menuitem', { name: `Rename View ${stamp}` }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(`Renamed ${stamp}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const renamed = page.getByRole('button', { name: `View: Renamed ${stamp}` });
  await renamed.click();
  await page.getByRole('menuitemradio', { name: 'All contacts' }).click();
  await expect(page).toHaveURL(/view=all$/);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitemradio', { name: `Renamed ${stamp}` }).click();
  await expect(page.getByRole('columnheader', { name: 'Created' })).toHaveAttribute(
    'aria-sort',
    /ascending|descending/,
  );
  await renamed.click();
  await page.getByRole('menuitem', { name: `Delete Renamed ${stamp}` }).click();
  await page.getByRole('button', { name: 'Delete this view' }).click();
  await expect(page).toHaveURL(/\/contacts$/);
  await expect(page.getByRole('button', { name: 'Views', exact: true })).toBeVisible();
});

test('a row’s menu and its exact time come when they are asked for, by pointer and by key', async ({
  page,
}) => {
  await openGrid(page);
  const ada = rowsOf(page).filter({ hasText: `ada-${stamp}` });
  const button = ada.getByRole('button', { name: /^Actions for Ada/ });
  const edit = page.getByRole('menuitem', { name: 'Edit' });
  // A key that comes before the page is awake is nobody's.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(edit).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('menu', { name: /^Actions for Ada/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(edit).toBeFocused();
  await page.keyboard.press('Escape');
  await button.click();
  await expect(edit).toBeVisible();
  await button.click();
  await expect(edit).toBeHidden();
  // A menu hangs over the rows below its own.
  await rowsOf(page)
    .filter({ hasText: `bo-${stamp}` })
    .getByRole('button', { name: /^Actions for Bo/ })
    .click();
  await expect(page.getByRole('menu', { name: /^Actions for Bo/ })).toBeVisible();
  await button.click();
  await expect(page.getByRole('menu', { name: /^Actions for Ada/ })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(1);
  await page.keyboard.press('Escape');

  await ada.locator('time').hover();
  await expect(page.getByRole('tooltip')).toHaveText(/\d\d:\d\d:\d\d Europe\/London$/);
  await expect(ada.locator('time')).toHaveAccessibleDescription(/Europe\/London$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'Skip to the content' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveText('Menu');
});

test('Shift chooses the rows in between', async ({ page }) => {
  await openGrid(page);
  await page.getByRole('checkbox', { name: /^Choose Ada/ }).check();
  await page.getByRole('checkbox', { name: /^Choose Cy/ }).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 rows chosen')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Choose Bo/ }).click();
  await expect(page.getByText('2 rows chosen')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Choose all rows of this page' })).toBeChecked({
    indeterminate: true,
  });
});

test('the chosen rows and the whole filter come as files, with every field', async ({ page }) => {
  await openGrid(page);
  await page.getByRole('checkbox', { name: /^Choose Ada/ }).check();
  const [chosen] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(chosen.suggestedFilename()).toMatch(/^contacts-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await textOf(chosen)).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('Engagement score');
  expect(lines[1]).toContain(`ada-${stamp}@example.com`);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  const [whole] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV', exact: true }).click(),
  ]);
  expect((await textOf(whole)).trim().split('\r\n')).toHaveLength(4);
  const answer = await page.request.get('/api/records/export?entity=contact&q=nobody-has-this');
  expect(answer.headers()).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="contacts-[\d-]+\.csv"/);
});

test('everyone who matches is deleted, after the dialog said what goes with them, and comes back', async ({
  page,
}) => {
  await openGrid(page);
  await page.getByRole('checkbox', { name: /^Choose Ada/ }).check();
  await page.getByRole('button', { name: 'Choose all 3' }).click();
  await page.getByRole('button', { name: 'Delete all 3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 3 contacts' });
  await expect(dialog).toContainText(`${list} 3`);
  await expectAccessible(page, 'the dialog of a delete');
  await createContact(await page.context().newPage(), {
    'First name': 'Late',
    'Last name': stamp,
    Company: company,
  });
  await dialog.getByRole('button', { name: 'Delete 3 contacts' }).click();
  await expect(dialog).toContainText('It would now be 4, not 3');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.reload();
  await page.getByRole('checkbox', { name: 'Choose all rows of this page' }).check();
  await page.getByRole('button', { name: 'Delete these 4' }).click();
  await page.getByRole('button', { name: 'Delete 4 contacts' }).click();
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await message(page, '4 contacts deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(rowsOf(page)).toHaveCount(4);
});

test('hostile text in a record, a tag and a view is text in the grid', async ({ page }) => {
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('console', (line) => {
    if (line.type() === 'error') alarms.push(line.text());
  });
  await createContact(page, {
    'First name': hostile,
    'Last name': `X${stamp}`,
    Company: hostile,
    City: 'javascript:alert(3)',
  });
  await page.goto(`/contacts?q=x${stamp}&cols=company,city,tag`);
  await expect(rowsOf(page)).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'Choose all rows of this page' }).check();
  await page.getByRole('button', { name: 'Tag these 1' }).click();
  await choose(page, 'Add tags', `<b onclick=alert(4)>${stamp}`);
  await page.getByRole('button', { name: 'Tag 1 contact' }).click();
  await expect(table(page).getByText(`<b onclick=alert(4)>${stamp}`)).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Name', { exact: true })
    .fill(`<img src=x onerror=alert(5)>${stamp}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByRole('button', { name: `View: <img src=x onerror=alert(5)>${stamp}` }),
  ).toBeVisible();
  await expect(table(page)).toContainText(hostile);
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toContainText(hostile);
  expect(alarms).toEqual([]);
});

test('an address that leads nowhere answers 404, whatever stands in the place of the id', async ({
  page,
}) => {
  const pages = [
    '/contacts/ID',
    '/contacts/ID/edit',
    '/leads/ID',
    '/leads/ID/edit',
    '/customers/ID',
    '/customers/ID/edit',
    '/imports/ID',
    '/marketing-lists/ID',
    '/marketing-lists/ID/edit',
    '/email-campaigns/ID',
    '/marketing-campaigns/ID',
    '/marketing-campaigns/ID/edit',
    '/integrations/ID',
    '/integrations/ID/edit',
    '/sync-runs/ID',
    '/settings/custom-fields/ID',
    '/dotdigital/data-field-mappings/ID/contact',
    '/dotdigital/data-field-mappings/1/ID',
  ];
  const strange = ['-1', '0', '1.5', '1e3', '99999999999999999999999999', '%27%3B--', '%00'];
  for (const path of pages) {
    for (const id of ['999999', 'abc', '9223372036854775808', ...(path === '/contacts/ID' ? strange : [])]) {
      const answer = await page.request.get(path.replace('ID', id));
      expect.soft(answer.status(), path.replace('ID', id)).toBe(404);
    }
  }
  await page.goto('/contacts/999999');
  await expect(page.getByRole('heading', { level: 1, name: 'Nothing lives at this address' })).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Leads' }).first()).toBeVisible();
  expect((await page.request.get('/nowhere-at-all')).status()).toBe(404);
});

test('a viewer finds no grid of people, no file and no bulk action', async ({ page, context }) => {
  await context.clearCookies();
  await signIn(page, 'viewer@example.com');
  await page.goto('/');
  const origin = new URL(page.url()).origin;
  for (const path of ['/contacts', '/leads', '/customers', '/contacts/1']) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(404);
    expect((await answer.text()).replaceAll('viewer@example.com', '')).not.toContain('@example.');
  }
  expect((await page.request.get('/api/records/export?entity=contact')).status()).toBe(403);
  const choice = { entity: 'contact', choice: { kind: 'matching', query: '' } };
  for (const path of ['/api/records/export', '/api/records/bulk-preview', '/api/records/delete-preview']) {
    expect((await page.request.post(path, { data: choice, headers: { origin } })).status(), path).toBe(403);
    expect(
      (await page.request.post(path, { data: choice, headers: { origin: 'https://evil.example' } })).status(),
      `${path} from elsewhere`,
    ).toBe(403);
  }
});

test('at no width is a column of a grid cut: what is too wide gives way or scrolls', async ({ page }) => {
  const overhang = (): Promise<number> =>
    page.evaluate(() => {
      const box = document.querySelector('.dt-scroll');
      const grid = box?.querySelector('table');
      if (!box || !grid) return Infinity;
      return getComputedStyle(box).overflowX === 'auto' ? 0 : grid.offsetWidth - box.clientWidth;
    });
  for (const path of ['/customers', '/contacts', '/marketing-lists']) {
    for (const width of [1440, 1024, 820, 700]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await expect(page.getByRole('table').locator('tbody tr').first()).toBeVisible();
      await expect.poll(overhang, { message: `${path} at ${width}` }).toBeLessThanOrEqual(1);
      if (width === 1440)
        await expect(page.locator('.dt-scroll[data-overflows]'), `${path} fits at ${width}`).toHaveCount(0);
    }
  }
});
