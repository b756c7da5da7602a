import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { filterOf, is } from './lists-world';
import { makeToken } from './send';
import { showPeople } from './show-people';
import { signIn } from './sign-in';

const stamp = `${Math.random().toString(36).slice(2, 5)}${Date.now().toString(36)}`;
const account = 'Northwind Shop';
const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';
const company = `Warm ${stamp}`;
const campaignName = `Warm things ${stamp}`;
const people = Array.from({ length: 12 }, (_, n) => ({
  externalId: `c-${n}-${stamp}`,
  email: `c-${n}-${stamp}@example.com`,
  city: n < 8 ? `Aldgate ${stamp}` : `Bow ${stamp}`,
}));

async function control<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${sandboxUrl}/_control${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  expect(answer.ok, path).toBe(true);
  return (await answer.json()) as T;
}

const card = (page: Page, label: string) =>
  page.getByLabel('Key figures').locator('div').filter({ hasText: label }).first();
const numberOf = async (page: Page, label: string): Promise<number> =>
  Number(/\d+/.exec(await card(page, label).locator('dd').first().innerText())?.[0] ?? -1);

/** How much of the longest word for an event such a line of the feed would cut off. */
function longestWordCutBy(line: Element): number {
  const copy = line.cloneNode(true) as Element;
  line.after(copy);
  const word = copy.querySelector('.chip > span');
  if (word) word.textContent = 'bounced softly';
  const cut = word ? word.scrollWidth - word.clientWidth : NaN;
  copy.remove();
  return cut;
}

test('a campaign’s numbers grow on the open page, open their people, become lists, split, and earn', async ({
  page,
  context,
  browser,
}) => {
  await signIn(page, 'admin@example.com');
  const headers = { authorization: `Bearer ${await makeToken(page, `Campaign ${stamp}`, 'admin')}` };
  const api = async <T>(method: 'GET' | 'POST', path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...(data ? { data } : {}) });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
  const { data: integrations } = await api<{ data: { id: string; name: string }[] }>(
    'GET',
    '/integrations?limit=100',
  );
  const integrationId = integrations.find(({ name }) => name === account)?.id ?? '';
  const readNow = () => api('POST', `/integrations/${integrationId}/sync`);
  const shop = (await control<{ id: number; name: string }[]>('/accounts')).find(
    ({ name }) => name === account,
  );
  for (const { city, ...person } of people)
    await api('POST', '/customers', { ...person, city, company, firstName: 'Cam', lastName: 'Paign' });

  const clickedAt = new Date();
  const sent = await test.step('a campaign is sent in the sandbox and comes in', async () => {
    const bookName = `Warm ${stamp}`;
    const list = await api<{ id: string }>('POST', '/marketing-lists', {
      name: bookName,
      entity: 'customer',
      type: 'dynamic',
      columns: ['email'],
      filter: filterOf(is('company', company)),
    });
    await api('POST', '/connections', {
      marketingListId: list.id,
      integrationId,
      newAddressBook: { name: bookName, visibility: 'Private' },
    });
    let book: { id: number } | undefined;
    await expect
      .poll(async () => {
        const books = await control<{ id: number; name: string }[]>(
          `/state/address-books?account=${shop?.id}`,
        );
        book = books.find(({ name }) => name === bookName);
        return book
          ? (await control<object[]>(`/state/address-books/${book.id}/contacts?account=${shop?.id}`)).length
          : 0;
      })
      .toBe(people.length);
    const { id } = await control<{ id: number }>('/campaigns', {
      account: shop?.id,
      name: campaignName,
      addressBookIds: [book?.id],
    });
    await expect
      .poll(async () => {
        const { status } = await control<{ status: string }>(`/state/campaigns/${id}?account=${shop?.id}`);
        return status;
      })
      .toBe('Sent');
    // Before anything of it was read, at the hub's own time: other files may have wound the clock of the sandbox on, and no order is taken from the future.
    await control(`/campaigns/${id}/events`, {
      account: shop?.id,
      events: [
        {
          kind: 'click',
          contact: people[0]?.email,
          url: 'https://www.northwind.example/tents',
          at: clickedAt.toISOString(),
        },
      ],
    });
    await expect(async () => {
      await readNow();
      await page.goto('/email-campaigns');
      await page.getByRole('link', { name: campaignName }).click({ timeout: 2_000 });
    }).toPass();
    await expect(card(page, 'Delivered')).toBeVisible();
    return id;
  });

  await test.step('what people do shows on the page that is open: numbers, chart, tables and the feed', async () => {
    const before = await numberOf(page, 'Clicked');
    const tab = await context.newPage();
    await tab.goto(`${sandboxUrl}/campaigns/${sent}?account=${shop?.id}`);
    const end = tab.getByRole('button', { name: 'Play to the end' });
    if (await end.isVisible()) {
      const played = tab.waitForResponse((answer) => answer.request().method() === 'POST');
      await end.click();
      await played;
    }
    await tab.close();
    await control(`/campaigns/${sent}/events`, {
      account: shop?.id,
      events: people.slice(0, 9).flatMap(({ email }) => [
        { kind: 'open', contact: email },
        { kind: 'click', contact: email, url: 'https://www.northwind.example/boots' },
      ]),
    });
    await readNow();
    await expect.poll(() => numberOf(page, 'Clicked')).toBeGreaterThan(before);
    const feed = page.getByLabel('What happens now');
    await expect(feed.getByText('clicked').first()).toBeVisible();
    expect(await feed.getByRole('listitem').first().evaluate(longestWordCutBy)).toBe(0);
    await expect(page.getByLabel('Links').getByText('/boots').first()).toBeVisible();
    await expect(
      page.getByRole('table', { name: 'People' }).locator('tbody tr').filter({ hasText: stamp }).first(),
    ).toBeVisible();
  });

  const opened = await numberOf(page, 'Opened');
  await test.step('a list of the openers has as many as the card says', async () => {
    expect(opened).toBeGreaterThanOrEqual(9);
    const address = page.url();
    await card(page, 'Opened').hover();
    await page
      .getByRole('button', { name: `Make a list of these ${opened}: opened` })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Make a list of these people' });
    await expect(dialog).toContainText(`A dynamic list of ${opened} customers`);
    await expectAccessible(page, 'the dialog that makes a list');
    await dialog.getByRole('button', { name: 'Open its filter' }).click();
    await expect(page.getByLabel('Matching people')).toContainText(String(opened));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: `${campaignName}: opened` })).toBeVisible();
    const stairs = page.getByRole('list', { name: 'From list to book' });
    await expect(
      stairs.getByRole('listitem').filter({ hasText: 'In the list' }).getByRole('link').first(),
    ).toHaveText(String(opened));
    await page.goto(address);
  });

  await test.step('the audience is split by a field, and a number of it opens its people', async () => {
    await page.getByLabel('Split by').selectOption({ value: 'customer.city' });
    const audience = page.getByRole('table', { name: 'Audience by city' });
    const aldgate = audience.getByRole('row').filter({ hasText: `Aldgate ${stamp}` });
    await expect(aldgate.getByRole('link').first()).toHaveText('8');
    await expect(
      audience
        .getByRole('row')
        .filter({ hasText: `Bow ${stamp}` })
        .getByRole('link')
        .first(),
    ).toHaveText('4');
    const cut = await audience.locator('..').evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(cut, 'the audience is cut').toBe(0);
    await expectAccessible(page, 'a campaign with its audience');
    await aldgate.getByRole('link').first().click();
    await expect(page.getByText('Rows 1 to 8 of 8')).toBeVisible();
    await page.goBack();
  });

  await test.step('an order by REST shows as revenue on the open page', async () => {
    const order = {
      externalId: `o-${stamp}`,
      customer: { email: people[0]?.email },
      currency: 'EUR',
      total: 129.5,
      placedAt: new Date(clickedAt.getTime() + 1_000).toISOString(),
    };
    const answer = await page.request.post('/api/v1/orders/bulk', {
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      data: JSON.stringify(order),
    });
    expect(await answer.text()).toContain('"outcome":"created"');
    await expect(card(page, 'Orders within 7 days')).toContainText('129.50');
    await expect(card(page, 'Orders within 7 days')).toContainText('from 1 person');
  });

  await test.step('a viewer whom people are shown reads its people masked', async () => {
    const address = page.url();
    const theirs = await browser.newContext();
    const viewer = await theirs.newPage();
    try {
      await showPeople(page, true);
      await signIn(viewer, 'viewer@example.com');
      await viewer.goto(address);
      const seen = viewer.getByRole('table', { name: 'People' }).locator('tbody tr');
      await expect(seen.filter({ hasText: 'c•••@e•••.com' }).first()).toBeVisible();
      expect(await viewer.content()).not.toContain(`-${stamp}@example.com`);
      await expectAccessible(viewer, 'a masked campaign');
    } finally {
      await showPeople(page, false);
      await theirs.close();
    }
  });
});
