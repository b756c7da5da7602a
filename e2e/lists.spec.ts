import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const person = { firstName: `Zenobia${stamp}`, email: `zenobia-${stamp}@example.com` };

/** Presses Tab until what is called so has the focus, as someone without a mouse does. */
async function tabTo(page: Page, name: string, back = false): Promise<void> {
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const one = document.activeElement;
      return (
        one?.getAttribute('aria-label') ??
        (one instanceof HTMLInputElement ? one.labels?.[0]?.textContent : one?.textContent) ??
        ''
      );
    });
  for (let n = 0; n < 120; n += 1) {
    if ((await focused()).trim() === name) return;
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`Tab never reached ${name}`);
}

/** The field's window is open already: a part of its name, then Enter. */
async function chooseField(page: Page, name: string): Promise<void> {
  await expect(page.getByPlaceholder('Type a part of its name')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('option', { name }).first()).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByPlaceholder('Type a part of its name')).toBeHidden();
}

/** As from a spreadsheet: through the clipboard. Playwright's fill would have the browser type line by line. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('a nested filter is built, reordered and saved with the keyboard alone', async ({ page }) => {
  await page.goto('/marketing-lists/new');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(`Keyboard ${stamp}`);

  await tabTo(page, 'Add condition');
  await page.keyboard.press('Enter');
  await chooseField(page, 'E-mail');
  await tabTo(page, 'Comparison');
  await page.keyboard.type('is not empty');

  await tabTo(page, 'Add group');
  await page.keyboard.press('Enter');
  await chooseField(page, 'City');
  await tabTo(page, 'Value');
  await page.keyboard.type('Berlin');
  await tabTo(page, 'Add condition to group 2');
  await page.keyboard.press('Enter');
  await chooseField(page, 'Created');
  await tabTo(page, 'How many');
  await page.keyboard.type('30');

  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(
    'and either whose city is “Berlin” or who were created in the last 30 days',
  );
  await expect(page.getByLabel('Matching people')).toContainText(/\d match/);
  await expectAccessible(page, 'the filter builder');

  await tabTo(page, 'Move condition 2.2', true);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Move condition 2.1', exact: true })).toBeFocused();
  await expect(
    page.getByRole('group', { name: 'Condition 2.1', exact: true }).getByRole('combobox', { name: 'Field' }),
  ).toHaveText('Created');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('button', { name: 'Move condition 2', exact: true })).toBeFocused();

  await tabTo(page, 'Save', true);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: `Keyboard ${stamp}` })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(
    'and who were created in the last 30 days',
  );
});

test('an on demand list says how far it is behind, and takes people in when Update is pressed', async ({
  page,
}) => {
  await page.goto(`/marketing-lists/new?name=${encodeURIComponent(`On demand ${stamp}`)}`);
  await page.getByRole('radio', { name: /^On demand/ }).click();
  await page.getByRole('button', { name: 'Add condition', exact: true }).click();
  await chooseField(page, 'First name');
  await page
    .getByRole('group', { name: 'Condition 1', exact: true })
    .getByLabel('Value')
    .fill(person.firstName);
  await expect(page.getByLabel('Matching people')).toHaveText('0 match');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The people below are those that the filter means now')).toBeVisible();
  const list = page.url();

  await page.goto('/contacts/new');
  await page.getByLabel('First name', { exact: true }).fill(person.firstName);
  await page.getByLabel('E-mail', { exact: true }).fill(person.email);
  await page.getByRole('button', { name: /^(Create|Save)/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: person.firstName })).toBeVisible();

  await page.goto(list);
  await expect(page.getByText('The filter means 1 more and 0 of these no longer')).toBeVisible();
  await expect(page.getByText('Nobody is on this list')).toBeVisible();
  await page.getByRole('button', { name: 'Update', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Update' });
  await expect(dialog.getByText(`Come in: ${person.firstName}`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Update 1 person' }).click();
  await expect(page.getByText('The people below are those that the filter means now')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText(person.email);

  await page.getByRole('button', { name: 'Why in or out?' }).click();
  const why = page.getByRole('dialog', { name: 'Why is this person in, or not?' });
  await why.getByLabel('E-mail address').fill(person.email);
  await why.getByRole('button', { name: 'Find out' }).click();
  await expect(why.getByText(`whose first name is “${person.firstName}”`)).toBeVisible();
  await expectAccessible(page, 'why in or out');
});

test('a manual list takes the people of a pasted list, and loses no line of it', async ({ page }) => {
  await page.goto(`/marketing-lists/new?type=manual&name=${encodeURIComponent(`By hand ${stamp}`)}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Nobody is on this list yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add people' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add people' });
  await dialog.getByRole('tab', { name: 'Paste addresses' }).click();
  const field = dialog.getByRole('textbox', { name: 'Addresses' });
  await field.fill(
    `Zenobia <${person.email.toUpperCase()}>\nnobody-${stamp}@example.com\nNo Address\n${person.email}`,
  );
  const lines = dialog.getByRole('list', { name: 'Pasted lines' });
  await expect(lines).toContainText('will be added');
  await expect(lines).toContainText('no record has this address');
  await expect(lines).toContainText('no e-mail address');
  await expect(lines).toContainText('stands above already');
  await expectAccessible(page, 'pasted addresses');
  await dialog.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(field).toHaveValue(`nobody-${stamp}@example.com\nNo Address`);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText(person.email);
  await expectAccessible(page, 'a manual list');

  await page.getByRole('checkbox', { name: new RegExp(person.firstName) }).check();
  await page.getByRole('button', { name: 'Remove these 1' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^Reason/)
    .fill('asked to');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove these 1' }).click();
  await expect(page.getByText('Nobody is on this list yet')).toBeVisible();
  await page.getByRole('tab', { name: 'Removed' }).click();
  await expect(page.getByRole('table', { name: 'Removed' })).toContainText('asked to');
});

test('fifty thousand pasted addresses are counted, told apart, shown before they are saved, and saved', async ({
  page,
}) => {
  await page.goto('/contacts/new');
  await page.getByLabel('E-mail', { exact: true }).fill(`pasted-49999-${stamp}@example.com`);
  await page.getByRole('button', { name: /^(Create|Save)/ }).click();
  await expect(page).toHaveURL(/\/contacts\/\d+$/);

  const addresses = (count: number): string =>
    Array.from({ length: count }, (_, n) => `pasted-${n}-${stamp}@example.com`).join('\n');
  await page.goto(`/marketing-lists/new?name=${encodeURIComponent(`Pasted ${stamp}`)}`);
  await page.getByRole('button', { name: 'Add condition', exact: true }).click();
  await chooseField(page, 'E-mail');
  const first = page.getByRole('group', { name: 'Condition 1', exact: true });
  await first.getByLabel('Comparison').selectOption({ label: 'is one of' });
  await first.getByLabel('Values').focus();
  await paste(page, `${addresses(50_001)}\n${addresses(12)}`);
  await expect(first.getByText('12 twice')).toBeVisible();
  await expect(page.getByText('A condition may hold 50,000 pasted values at most.').first()).toBeVisible();
  await expect(first.getByRole('button', { name: 'Values: 50001' })).toBeFocused();

  await page.keyboard.press('Enter');
  const values = page.getByRole('dialog', { name: '50,001 values' });
  await values.getByLabel('Find a value').fill(`pasted-50000-${stamp}`);
  await values.getByRole('button', { name: `Remove pasted-50000-${stamp}@example.com` }).click();
  const fewer = page.getByRole('dialog', { name: '50,000 values' });
  await fewer.getByLabel('Add values').focus();
  await paste(page, addresses(3));
  await expect(fewer.getByRole('status')).toHaveText('0 added, 3 were there already.');
  await fewer.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByLabel('Matching people')).toHaveText('1 match');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Pasted ${stamp}` })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText(
    `pasted-49999-${stamp}@example.com`,
  );

  await page.getByRole('link', { name: 'Edit filter' }).click();
  await expect(first.getByRole('button', { name: 'Values: 50000' })).toBeVisible();
  await page.getByRole('button', { name: 'Add condition', exact: true }).click();
  await chooseField(page, 'City');
  await page.getByRole('group', { name: 'Condition 2', exact: true }).getByLabel('Value').fill('Nowhere');
  await expect(page.getByLabel('If you save this')).toContainText('−1');
});

test('fifty thousand addresses pasted into a manual list: whom it knows is added, every other line stays', async ({
  page,
}) => {
  await page.goto(`/marketing-lists/new?type=manual&name=${encodeURIComponent(`Many by hand ${stamp}`)}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Add people' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add people' });
  await dialog.getByRole('tab', { name: 'Paste addresses' }).click();
  await dialog.getByRole('textbox', { name: 'Addresses' }).focus();
  await paste(page, Array.from({ length: 50_000 }, (_, n) => `pasted-${n}-${stamp}@example.com`).join('\n'));
  await expect(dialog.getByRole('group', { name: 'Pasted text' })).toContainText('50,000 lines');
  await expect(dialog.getByRole('status')).toContainText('49,999 unknown');
  await dialog.getByRole('button', { name: 'Add 1 person' }).click();
  await expect(dialog.getByRole('group', { name: 'Pasted text' })).toContainText('49,999 lines');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText(
    `pasted-49999-${stamp}@example.com`,
  );
});

test('of two people who edit one list the second is told, and loses nothing', async ({ page, context }) => {
  await page.goto(`/marketing-lists/new?type=manual&name=${encodeURIComponent(`Shared ${stamp}`)}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Shared ${stamp}` })).toBeVisible();
  const list = page.url();

  const other = await context.newPage();
  for (const one of [page, other]) {
    await one.goto(`${list}/edit`);
    await expect(one.getByLabel('Name', { exact: true })).toHaveValue(`Shared ${stamp}`);
  }
  await page.getByLabel('Description').fill('What the first one wrote.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(list);

  await other.getByLabel('Name', { exact: true }).fill(`Shared, renamed ${stamp}`);
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other.getByText('Someone changed this list while you had it open.')).toBeVisible();
  await expect(other.getByText(/Mira Kessler saved it/)).toBeVisible();
  await expect(other.getByLabel('Name', { exact: true })).toHaveValue(`Shared, renamed ${stamp}`);
  await expectAccessible(other, 'two people at one list');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: `Shared ${stamp}` })).toBeVisible();

  await other.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(other.getByRole('heading', { level: 1, name: `Shared, renamed ${stamp}` })).toBeVisible();
});
