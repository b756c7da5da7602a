import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBothThemes } from './expect-accessible';
import { dialog, listNames, makeListsWorld } from './lists-world';
import { makeToken } from './send';
import { signIn } from './sign-in';

const names = listNames();
const { name } = names;
const pictures = process.env.PICTURES;

type Campaign = {
  id: string;
  name: string;
  marketingCampaign: { id: string } | null;
  counts: { recipients: number };
};

/** The demo's own account there. */
async function sandbox<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${process.env.E2E_SANDBOX_URL}${path}`, {
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-shop@apiconnector.com:sandbox-password').toString('base64')}`,
    },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok, path).toBe(true);
  return (await answer.json()) as T;
}

const mails = ['Spring', 'Summer', 'Autumn'].map((season) => name(season));

/** Three campaigns of the sandbox to one connected book, brought in, each under a marketing campaign of its own. */
async function makeCampaigns(page: Page): Promise<Map<string, Campaign>> {
  const world = await makeListsWorld(page, names);
  const headers = { authorization: `Bearer ${await makeToken(page, name('Campaigns'), 'admin')}` };
  const get = async <T>(path: string): Promise<T> =>
    (await (await page.request.get(`/api/v1${path}`, { headers })).json()) as T;
  const { data: accounts } = await get<{ data: { id: string; name: string }[] }>('/integrations');
  const integrationId = accounts.find((one) => one.name === 'Northwind Shop')?.id;
  await world.api('/connections', {
    marketingListId: world.everyone,
    integrationId,
    newAddressBook: { name: name('Readers') },
  });
  const { id: account } = await sandbox<{ id: number }>('/v2/account-info');
  type Book = { id: number; name: string };
  let bookId = 0;
  await expect(async () => {
    const books = await sandbox<Book[]>('/v2/address-books?select=1000');
    bookId = books.find((one) => one.name === name('Readers'))?.id ?? 0;
    expect(bookId).toBeGreaterThan(0);
    expect(await sandbox(`/_control/state/address-books/${bookId}/contacts?account=${account}`)).toHaveLength(
      3,
    );
  }).toPass({ intervals: [500] });
  for (const mail of mails)
    await sandbox('/_control/campaigns', { account, name: mail, addressBookIds: [bookId] });
  const found = new Map<string, Campaign>();
  await expect(async () => {
    await page.request.post(`/api/v1/integrations/${integrationId}/sync`, { headers });
    const { data } = await get<{ data: Campaign[] }>(
      `/email-campaigns?limit=500&integrationId=${integrationId}`,
    );
    for (const one of data)
      if (mails.includes(one.name) && one.counts.recipients === 3) found.set(one.name, one);
    expect(found.size).toBe(mails.length);
  }).toPass({ intervals: [1_000] });
  return found;
}

const toastWith = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text }).last();

async function picture(page: Page, called: string): Promise<void> {
  if (pictures === undefined) return;
  for (const [theme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 820],
    ['light', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${pictures}/${called}-${theme}-${width}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('marketing campaigns are merged, taken apart, moved and split; email campaigns stand side by side', async ({
  page,
  browser,
}) => {
  await signIn(page, 'admin@example.com');
  const campaigns = await makeCampaigns(page);
  const [spring = '', summer = '', autumn = ''] = mails;
  const hrefOf = (mail: string): string =>
    `/marketing-campaigns/${campaigns.get(mail)?.marketingCampaign?.id}`;
  const table = page.getByRole('table', { name: 'Email campaigns' });
  const people = page.getByRole('region', { name: 'People, each once' });

  await test.step('by keys alone, two chosen in the grid become one', async () => {
    await page.goto(`/marketing-campaigns?q=${encodeURIComponent(names.stamp)}`);
    for (const mail of [spring, summer])
      await page.getByRole('row').filter({ hasText: mail }).getByRole('checkbox').press('Space');
    await page.getByRole('button', { name: 'Merge these 2' }).press('Enter');
    await expectAccessible(page, 'Merge dialog');
    await dialog(page).getByRole('radio', { name: spring }).press('Space');
    await dialog(page).getByRole('button', { name: 'Merge 2' }).press('Enter');
    await expect(toastWith(page, `Merged into ${spring}`)).toBeVisible();
    await expect(page.getByRole('link', { name: summer })).toHaveCount(0);
  });

  await test.step('the address of the one that went leads on; three people got both and count once', async () => {
    await page.goto(hrefOf(summer));
    await page.waitForURL(`**${hrefOf(spring)}?merged=*`);
    await expect(page.getByText('so that its address leads here')).toBeVisible();
    await expect(people).toContainText('6 added up');
    await expect(people.getByText('100.0 % of 3')).toBeVisible();
    await expect(table.getByRole('row')).toHaveCount(3);
    await page.getByRole('link', { name: 'With machines' }).click();
    await page.waitForURL('**machine=in**');
    await expectAccessibleInBothThemes(page, 'Marketing campaign');
    await picture(page, 'marketing-campaign');
  });

  await test.step('the merge is undone from the page', async () => {
    await page.goto(hrefOf(spring));
    await page.getByRole('button', { name: 'Undo this merge' }).click();
    await dialog(page).getByRole('button', { name: 'Undo this merge' }).click();
    await expect(toastWith(page, `${summer}: separate again`)).toBeVisible();
    await expect(table.getByRole('row')).toHaveCount(2);
  });

  await test.step('merged again on its page, and taken back by the toast', async () => {
    await page.getByRole('button', { name: 'Merge', exact: true }).press('Enter');
    await dialog(page).getByRole('combobox').press('Enter');
    await page.keyboard.type(summer);
    await page.getByRole('option', { name: summer }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await dialog(page).getByRole('button', { name: 'Merge', exact: true }).press('Enter');
    const merged = toastWith(page, `Merged into ${spring}`);
    await merged.getByRole('button', { name: 'Undo' }).click();
    await expect(toastWith(page, 'The merge was undone')).toBeVisible();
    await expect(table.getByRole('row')).toHaveCount(2);
  });

  await test.step('an email campaign is moved in, and split off again', async () => {
    await page.goto(hrefOf(autumn));
    await table.getByRole('link', { name: autumn }).press('m');
    await expect(dialog(page)).toContainText(`Move ${autumn}`);
    await dialog(page).getByRole('combobox').click();
    await page.keyboard.type(spring);
    await page.getByRole('option', { name: spring }).click();
    await dialog(page).getByRole('button', { name: 'Move', exact: true }).click();
    await expect(toastWith(page, `${autumn} moved`)).toBeVisible();
    await expect(page.getByText('None under it')).toBeVisible();
    await expectAccessible(page, 'Marketing campaign without campaigns');
    await picture(page, 'marketing-campaign-empty');

    await page.goto(hrefOf(spring));
    await table.getByRole('row').filter({ hasText: autumn }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Split these 1 off' }).click();
    await dialog(page).getByLabel('Name of the new one').fill(name('Own way'));
    await dialog(page).getByRole('button', { name: 'Split off' }).click();
    await expect(toastWith(page, '1 email campaign split off')).toContainText(name('Own way'));
    await expect(table.getByRole('row')).toHaveCount(2);
  });

  await test.step('budget and owner are given in its form', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Budget').fill('900');
    await page.getByRole('button', { name: 'Save and Close' }).click();
    await expect(page.getByText('Choose the currency of the budget.')).toBeVisible();
    await page.getByLabel('Currency').click();
    await page.keyboard.type('EUR');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save and Close' }).click();
    await expect(page.getByRole('region', { name: 'About' })).toContainText('€300.00 a person reached');
  });

  await test.step('chosen in the grid, three stand side by side, for a viewer too', async () => {
    await page.goto(`/email-campaigns?q=${encodeURIComponent(names.stamp)}`);
    for (const mail of mails)
      await page.getByRole('row').filter({ hasText: mail }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Compare these 3' }).click();
    await page.waitForURL('**/email-campaigns/compare?ids=*');
    const figures = page.getByRole('region', { name: 'Figures side by side, a table' });
    await expect(figures.getByRole('columnheader')).toHaveCount(3);
    await expect(figures.getByRole('row', { name: /^Delivered/ })).toContainText('100.0 %');
    await expect(page.getByRole('region', { name: 'Opens since sending' })).toBeVisible();
    await expectAccessibleInBothThemes(page, 'Compare');
    await picture(page, 'compare');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain(`${autumn}: rate`);
    const address = page.url();
    const viewer = await browser.newPage();
    await signIn(viewer, 'viewer@example.com');
    await viewer.goto(address);
    await viewer.getByRole('link', { name: `Take ${spring} out` }).click();
    await expect(viewer.getByRole('columnheader')).toHaveCount(2);
    await viewer.goto('/email-campaigns/compare?ids=1');
    await expect(viewer.getByText('Choose at least two campaigns to compare.')).toBeVisible();
    await viewer.goto('/email-campaigns/compare?ids=1,2,3,4,5,6,7');
    await expect(viewer.getByText('At most six campaigns are compared at once.')).toBeVisible();
    await expect(viewer.getByRole('link', { name: 'Compare the first six' })).toBeVisible();
    await viewer.goto('/email-campaigns/compare?ids=900000000000000000,900000000000000001');
    await expect(viewer.getByText('There is no email campaign 900000000000000000')).toBeVisible();
    await picture(viewer, 'compare-nothing');
    await viewer.close();
  });
});
