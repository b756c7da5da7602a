import { expect, test, type Page } from '@playwright/test';
import {
  condition,
  dialog,
  filterOf,
  full,
  is,
  listNames,
  makeListsWorld,
  matching,
  more,
  onList,
  openList,
  pick,
  rows,
  type ListsWorld,
} from './lists-world';
import { signIn } from './sign-in';

const spelled = (count = 0): string => new Intl.NumberFormat('en-GB').format(count);
/** How many the list holds, as its page says. */
const listed = async (page: Page): Promise<number> =>
  Number(
    (
      await page
        .getByRole('list', { name: 'From list to book' })
        .getByRole('listitem')
        .first()
        .locator('.figures')
        .textContent()
    )?.replaceAll(',', ''),
  );

const names = listNames();
const { aldgate, bow, company, name } = names;
let world: ListsWorld;

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, 'admin@example.com');
  world = await makeListsWorld(page, names);
});

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('each condition and group says its size, a relative date its day and zone, and the saved list its staircase', async ({
  page,
}) => {
  const began = new Date();
  const filter = filterOf(is('company', company), {
    kind: 'group',
    combinator: 'any',
    rules: [is('city', aldgate), is('city', bow)],
  });
  await page.goto(
    `/marketing-lists/new?name=${encodeURIComponent(name('In both cities'))}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  );
  await expect(matching(page)).toHaveText('5 match');
  await expect(condition(page, '1')).toContainText(/6$/);
  await expect(condition(page, '2.1')).toContainText(/3$/);
  await expect(condition(page, '2.2')).toContainText(/2$/);
  await expect(
    page.getByRole('group', { name: 'Group 2', exact: true }).getByText('5', { exact: true }),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Add condition', exact: true }).click();
  await page.keyboard.type('Created');
  await page.keyboard.press('Enter');
  await condition(page, '3').getByLabel('How many').fill('30');
  const meaning = condition(page, '3').getByText(/^= since /);
  await expect(meaning).toBeVisible();
  const [, day, zone = ''] = /^= since (.+) 00:00 (\S+)$/.exec((await meaning.textContent()) ?? '') ?? [];
  const thirtyDaysBefore = (now: Date): string => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
    const then = new Date(Date.parse(`${today}T12:00:00Z`) - 30 * 86_400_000);
    const part = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(then);
    return `${part({ weekday: 'short' })},? ${part({ day: 'numeric' })} ${part({ month: 'short' })}`;
  };
  // Midnight may have come since the page said it.
  expect(day).toMatch(new RegExp(`^(${thirtyDaysBefore(began)}|${thirtyDaysBefore(new Date())})`));
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(
    `in the last 30 days (= since ${day} 00:00 ${zone})`,
  );
  await expect(matching(page)).toHaveText('5 match');
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  const stairs = page.getByRole('list', { name: 'From list to book' }).getByRole('listitem');
  await expect(stairs).toHaveText([
    /^In the list5(\+5 today)?$/,
    /^With an address41 without$/,
    /^After duplicates31 share one$/,
    /^Allowed to be mailed21 /,
    /^In the book now0not connected yet$/,
  ]);
  await expect(
    page.getByRole('figure', { name: 'Joined and left' }).or(page.getByLabel('Joined and left')).first(),
  ).toBeVisible();
});

test('a list begins with a template, leaves another list out, and two parts of a random split share nobody', async ({
  page,
}) => {
  await page.goto('/marketing-lists/new');
  await page.getByRole('button', { name: 'New in 30 days' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('New in 30 days');
  await page.getByRole('button', { name: 'Add condition', exact: true }).click();
  await page.keyboard.type('Company');
  await page.keyboard.press('Enter');
  await condition(page, '2').getByLabel('Value').fill(company);
  await expect(matching(page)).toHaveText('6 match');
  await page.getByRole('button', { name: 'Leave out people on other lists' }).click();
  await pick(page, condition(page, '3').getByLabel('Values'), name('Aldgate only'));
  await expect(matching(page)).toHaveText('3 match');
  for (const one of ['Cyd', 'Dan', 'Fay']) await expect(page.getByLabel('Sample')).toContainText(full(one));

  const sizes: number[] = [];
  for (const part of [1, 2]) {
    await page.goto(
      `/marketing-lists/new?name=${encodeURIComponent(name(`Part ${part}`))}&filter=${encodeURIComponent(JSON.stringify(filterOf({ kind: 'condition', field: 'email', operator: 'not_empty' })))}`,
    );
    await page.getByRole('button', { name: 'Split at random' }).click();
    await condition(page, '2').getByLabel('Part', { exact: true }).fill(String(part));
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(
      `into part ${part} of 2 of a fixed random split`,
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: name(`Part ${part}`) })).toBeVisible();
    sizes.push(await listed(page));
  }
  const all = await world.makeList(name('With an address'), [
    { kind: 'condition', field: 'email', operator: 'not_empty' },
  ]);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(all.memberCount);
  for (const size of sizes) expect(size).toBeGreaterThan(all.memberCount * 0.45);
  await more(page, 'Overlap with another list');
  await pick(page, dialog(page).getByRole('combobox', { name: 'Other list' }), name('Part 1'));
  await expect(dialog(page)).toContainText(
    `${spelled(sizes[1])}only on ${name('Part 2')}0on both${spelled(sizes[0])}only on ${name('Part 1')}`,
  );
});

test('two lists are compared, and those on both become a list', async ({ page }) => {
  await openList(page, world.everyone);
  await more(page, 'Overlap with another list');
  await pick(page, dialog(page).getByRole('combobox', { name: 'Other list' }), name('Aldgate only'));
  await expect(dialog(page)).toContainText(
    `3only on ${name('Everyone')}3on both0only on ${name('Aldgate only')}`,
  );
  await dialog(page).getByRole('link', { name: 'Make a list of the 3 on both' }).click();
  await expect(matching(page)).toHaveText('3 match');
});

test('a list is a favourite, and stands in a folder that is renamed and deleted', async ({ page }) => {
  await openList(page, world.everyone);
  await more(page, 'Mark as favourite');
  await expect(page.getByText('Marked as a favourite', { exact: true })).toBeVisible();
  await more(page, 'Move to folder');
  await dialog(page).getByLabel('Or a new one called').fill(name('Folder'));
  await dialog(page).getByRole('button', { name: 'Move' }).click();
  await expect(page.getByText('List moved', { exact: true })).toBeVisible();

  await page.goto('/marketing-lists');
  const views = page.getByRole('navigation', { name: 'Views of the lists' });
  const grid = page.getByRole('table', { name: 'Marketing lists' });
  await views.getByRole('link', { name: 'Favourites' }).click();
  await expect(grid).toContainText(name('Everyone'));
  await expect(grid).not.toContainText(name('Aldgate only'));
  await views.getByRole('link', { name: name('Folder') }).click();
  await expect(grid.locator('tbody tr')).toHaveCount(1);
  await page.getByRole('button', { name: `Folder ${name('Folder')}` }).click();
  await page.getByRole('menuitem', { name: 'Rename folder' }).click();
  await page.getByLabel('Name of the folder').fill(name('Drawer'));
  await page.keyboard.press('Enter');
  await expect(views.getByRole('link', { name: name('Drawer') })).toBeVisible();
  await page.getByRole('button', { name: `Folder ${name('Drawer')}` }).click();
  await page.getByRole('menuitem', { name: 'Delete folder' }).click();
  await expect(dialog(page)).toContainText('Its one list stays, in no folder.');
  await dialog(page).getByRole('button', { name: 'Delete this folder' }).click();
  await expect(page).toHaveURL(/\/marketing-lists$/);
  await expect(views.getByRole('link', { name: name('Drawer') })).toHaveCount(0);
  await page.goto(`/marketing-lists?q=${encodeURIComponent(name('Everyone'))}`);
  await expect(grid.locator('tbody tr')).toHaveCount(1);
});

test('what others build on is not put away, a circle is refused by name, and an archived list comes back', async ({
  page,
}) => {
  const outer = await world.makeList(name('Outer'), [onList(world.inAldgate)]);
  expect(outer.memberCount).toBe(3);
  await openList(page, world.inAldgate);
  await expect(page.getByLabel('Used by')).toContainText(name('Outer'));
  await more(page, 'Archive');
  await expect(page.getByRole('dialog', { name: `${name('Aldgate only')} is in use` })).toContainText(
    `${name('Outer')} asks in its filter who is on it`,
  );
  await dialog(page).getByRole('button', { name: 'Close' }).first().click();

  await page.goto(`/marketing-lists/${world.inAldgate}/edit`);
  await page.getByRole('button', { name: 'Leave out people on other lists' }).click();
  await pick(page, condition(page, '3').getByLabel('Values'), name('Outer'));
  await expect(condition(page, '3')).toContainText(
    `“${name('Aldgate only')}” → “${name('Outer')}” → “${name('Aldgate only')}”`,
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/edit$/);

  await openList(page, outer.id);
  await more(page, 'Archive');
  await dialog(page).getByRole('button', { name: 'Archive this list' }).click();
  await expect(page).toHaveURL(/\/marketing-lists$/);
  const grid = page.getByRole('table', { name: 'Marketing lists' });
  await page.goto(`/marketing-lists?q=${encodeURIComponent(name('Outer'))}`);
  await expect(grid).not.toContainText(name('Outer'));
  await page.goto(`/marketing-lists?f.show=any:archived&q=${encodeURIComponent(name('Outer'))}`);
  await expect(grid).toContainText(name('Outer'));
  await openList(page, outer.id);
  await expect(page.getByText('This list is archived.')).toBeVisible();
  await more(page, 'Restore');
  await expect(page.getByText('This list is archived.')).toHaveCount(0);
  await expect(rows(page)).toHaveCount(3);
});

test('before a filter is saved it says who comes and goes, and which condition decides', async ({ page }) => {
  await page.goto(`/marketing-lists/${world.inAldgate}/edit`);
  await condition(page, '2').getByLabel('Value').fill(bow);
  const preview = page.getByLabel('If you save this');
  await expect(preview).toContainText('+2come in, 1 can be mailed−3go out');
  await preview.getByRole('button', { name: 'Show whom, and why' }).click();
  const [comes, goes] = [
    dialog(page).getByRole('region', { name: 'Come in' }),
    dialog(page).getByRole('region', { name: 'Go out' }),
  ];
  for (const one of ['Cyd', 'Dan'])
    await expect(comes.getByRole('listitem').filter({ hasText: full(one) })).toContainText(
      `whose city is “${aldgate}”: ${bow}`,
    );
  for (const one of ['Ann', 'Ben', 'Eve'])
    await expect(goes.getByRole('listitem').filter({ hasText: full(one) })).toContainText(
      `whose city is “${bow}”: ${aldgate}`,
    );
  await dialog(page).getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await dialog(page).getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(rows(page)).toHaveCount(3);
});
