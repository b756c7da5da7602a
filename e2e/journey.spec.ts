import { expect, test, type Page } from '@playwright/test';
import { signIn } from './sign-in';

const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';

type Campaign = { id: number; status: string };
type Row = { email: string; numOpens: number; numClicks: number; unsubscribed: boolean };

/** What the sandbox knows to be true, by its own API. */
async function readSandbox<T>(path: string): Promise<T> {
  const answer = await fetch(`${sandboxUrl}${path}`, {
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
  });
  expect(answer.ok, path).toBe(true);
  return (await answer.json()) as T;
}

type Deed = { email: string; userAgent: string };
const isMachine = ({ userAgent }: Deed): boolean =>
  userAgent === 'Mozilla/5.0' || userAgent.includes('HeadlessChrome');

/** How often a person opened the mail, without what machines did in their name; who clicked has opened. */
async function readOpensOfPeople(campaignId: number): Promise<(row: Row) => number> {
  const opens = await readSandbox<Deed[]>(`/v2/campaigns/${campaignId}/opens`);
  const clicks = await readSandbox<Deed[]>(`/v2/campaigns/${campaignId}/clicks`);
  return ({ email, numOpens }) => {
    const machines = opens.filter((one) => one.email === email && isMachine(one)).length;
    const hasClicked = clicks.some((one) => one.email === email && !isMachine(one));
    return machines === 0 ? numOpens : Math.max(numOpens - machines, hasClicked ? 1 : 0);
  };
}

async function readBook(
  name: string,
): Promise<{ id: number; contacts: { email: string; status: string }[] }> {
  const books = await readSandbox<{ id: number; name: string }[]>('/v2/address-books');
  const book = books.find((one) => one.name === name);
  expect(book, `a book named ${name}`).toBeDefined();
  const id = book?.id ?? 0;
  return { id, contacts: await readSandbox(`/_control/state/address-books/${id}/contacts`) };
}

const stepOfStaircase = (page: Page, label: string) =>
  page.getByRole('listitem').filter({ hasText: label }).first();

test('a marketer’s people reach the book, and what they did with the campaign comes back beside them', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  await page.goto('/');

  await test.step('an integration is checked and saved, its books and fields come in', async () => {
    const menu = page.getByRole('navigation');
    await menu.getByRole('link', { name: 'Manage Integrations' }).first().click();
    await page.getByRole('link', { name: 'Create Integration' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Northwind EU');
    await page.getByLabel('Username').fill('apiuser-demo@apiconnector.com');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Check Connection' }).click();
    await expect(page.getByText(/refuses|wrong/i).first()).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill('sandbox-password');
    await page.getByRole('button', { name: 'Check Connection' }).click();
    await expect(page.getByText('Connection Successful')).toBeVisible();
    await page.getByRole('button', { name: 'Save and Close' }).click();
    await expect(page.getByRole('heading', { name: 'Northwind EU' })).toBeVisible();
  });

  await test.step('contacts come in from a file, refused rows are named', async () => {
    await page.goto('/imports/new');
    await page.getByLabel('CSV file').setInputFiles('e2e/fixtures/contacts.csv');
    await page.getByRole('button', { name: /^Start import/ }).click();
    await expect(page.getByText(/finished/i).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /Download refused rows/ })).toBeVisible();
  });

  await test.step('a list is made with a filter and a live count', async () => {
    await page.goto('/marketing-lists/new');
    await page.getByLabel('Name', { exact: true }).fill('Readers in Ireland');
    await page.getByRole('button', { name: 'Add condition', exact: true }).click();
    const condition = page.getByRole('group', { name: /^Condition/ }).first();
    await page.getByPlaceholder('Type a part of its name').fill('Country');
    await page.keyboard.press('Enter');
    await condition.getByLabel('Comparison').selectOption({ label: 'is' });
    await condition.getByLabel('Value').fill('IE');
    await expect(page.getByLabel('Matching people')).toContainText(/[1-9]/);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Readers in Ireland' })).toBeVisible();
  });

  const listUrl = page.url();
  const listed = Number(
    (await stepOfStaircase(page, 'Allowed to be mailed').innerText())
      .replaceAll(',', '')
      .match(/\n(\d+)/)?.[1],
  );
  expect(listed).toBeGreaterThan(12);

  await test.step('the list is connected to a new book, after a preview of what would be sent', async () => {
    await page.getByRole('button', { name: 'Connect to Dotdigital' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect to Dotdigital' });
    await dialog.getByLabel('Integration').selectOption({ label: 'Northwind EU' });
    await dialog.getByLabel('Address book').fill('Irish readers');
    await expect(dialog.getByText('people added')).toBeVisible();
    await expect(dialog.getByText(String(listed), { exact: true })).toBeVisible();
    const faces = dialog.getByRole('list', { name: 'People added' });
    await expect(faces.getByRole('listitem')).toHaveCount(5);
    await expect(faces).toContainText('FIRSTNAME');
    await dialog.getByRole('button', { name: `Show all ${listed}` }).click();
    await expect(faces.getByRole('listitem')).toHaveCount(Math.min(20, listed));
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Up to date').first()).toBeVisible();
    const { contacts } = await readBook('Irish readers');
    expect(contacts).toHaveLength(listed);
  });

  await test.step('the run says what it did', async () => {
    await page.getByRole('link', { name: 'Last run' }).click();
    await expect(page.getByText('Prepared').first()).toBeVisible();
    await expect(page.getByText('Settling').first()).toBeVisible();
    await page.goto(listUrl);
  });

  await test.step('synchronising again with nothing changed sends nothing', async () => {
    const before = await readSandbox<unknown[]>('/_control/requests?route=/contacts/import&limit=1000');
    await page.getByRole('button', { name: 'Dotdigital', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Synchronize' }).click();
    await expect(page.getByText('Synchronization asked for', { exact: true })).toBeVisible();
    await expect(page.getByText('Up to date').first()).toBeVisible();
    expect(await readSandbox<unknown[]>('/_control/requests?route=/contacts/import&limit=1000')).toHaveLength(
      before.length,
    );
  });

  await test.step('in the sandbox a campaign is made and sent to the book, and people react', async () => {
    await page.goto(`${sandboxUrl}/campaigns/new`);
    await page.getByLabel('Campaign Name').fill('Winter letters');
    await page.getByLabel('Subject Line').fill('Something warm, @FIRSTNAME@');
    await page.getByLabel('Friendly From Name').fill('Northwind');
    await page.getByRole('button', { name: 'Save and Continue' }).click();
    await page.getByRole('button', { name: 'Save and Continue' }).click();
    const choose = page.getByRole('link', { name: 'Choose address books' });
    if (await choose.isVisible()) await choose.click();
    await page.getByLabel(/^Irish readers/).check();
    await page.getByLabel('Send Immediately').check();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    const { id } = await readBook('Irish readers');
    await expect
      .poll(async () =>
        (await readSandbox<Campaign[]>(`/v2/address-books/${id}/campaigns`)).map(({ status }) => status),
      )
      .toEqual(['Sent']);
    await page.reload();
    const played = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.getByRole('button', { name: 'Play to the end' }).click();
    await played;
  });

  const { id: bookId } = await readBook('Irish readers');
  const [campaign] = await readSandbox<Campaign[]>(`/v2/address-books/${bookId}/campaigns`);
  const truth = await readSandbox<Row[]>(`/v2/campaigns/${campaign?.id}/activities`);
  const opensOf = await readOpensOfPeople(campaign?.id ?? 0);
  const openedOnce = truth.filter((row) => opensOf(row) === 1);
  const unsubscribed = truth.filter((row) => row.unsubscribed);
  expect(truth).toHaveLength(listed);
  expect(openedOnce.length).toBeGreaterThan(0);
  expect(unsubscribed.length).toBeGreaterThan(0);

  await test.step('the campaign comes back with its numbers and its people', async () => {
    await page.goto('/integrations');
    await page.getByRole('link', { name: 'Northwind EU' }).click();
    await page.getByRole('button', { name: 'Schedule Sync' }).click();
    await expect(page.getByText('Sync scheduled', { exact: true })).toBeVisible();
    await expect(async () => {
      await page.goto('/email-campaigns');
      await page.getByRole('link', { name: 'Winter letters' }).click({ timeout: 3_000 });
      await expect(
        page
          .getByText(`1 to ${truth.length} of ${truth.length}`)
          .or(page.getByText(`of ${truth.length}`))
          .first(),
      ).toBeVisible({ timeout: 10_000 });
    }).toPass();
    await expect(page.getByText('Opens and clicks').first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open in Email Studio' })).toHaveAttribute(
      'href',
      /\/dotdigital\/email-studio\?integration=\d+$/,
    );
    const people = page.getByRole('table', { name: 'People' });
    const keenest = Math.max(...truth.map(opensOf));
    for (const row of truth.filter((one) => opensOf(one) === keenest).slice(0, 3))
      await expect(people.getByText(row.email)).toBeVisible();
    await page.goto('/marketing-campaigns');
    await expect(page.getByRole('link', { name: 'Winter letters' })).toBeVisible();
  });

  await test.step('who unsubscribed is unsubscribed in the list and is not sent again', async () => {
    await page.goto(`${listUrl}?q=${encodeURIComponent(unsubscribed[0]?.email ?? '')}`);
    await expect(
      page
        .getByRole('table', { name: 'Members' })
        .getByText(/unsubscribed/i)
        .first(),
    ).toBeVisible();
    const { contacts } = await readBook('Irish readers');
    expect(contacts.map(({ email }) => email)).not.toContain(unsubscribed[0]?.email);
  });

  await test.step('a new list with the filter Opens number = 1 holds exactly those people', async () => {
    await page.goto('/marketing-lists/new');
    await page.getByLabel('Name', { exact: true }).fill('Opened the winter letters once');
    await page.getByRole('button', { name: 'Add condition', exact: true }).click();
    const condition = page.getByRole('group', { name: /^Condition/ }).first();
    await page.getByPlaceholder('Type a part of its name').fill('Opens number');
    await page.keyboard.press('Enter');
    await condition.getByRole('combobox', { name: 'Campaign' }).click();
    await page
      .getByRole('option', { name: /Winter letters/ })
      .first()
      .click();
    await condition.getByLabel('Comparison').selectOption({ label: '=' });
    await condition.getByLabel('Number').fill('1');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Opened the winter letters once' })).toBeVisible();
    const members = page.getByRole('table', { name: 'Members' });
    await page.goto(`${page.url()}?size=200`);
    for (const { email } of openedOnce) await expect(members.getByText(email, { exact: true })).toBeVisible();
    await expect(members.getByRole('row')).toHaveCount(openedOnce.length + 1);
  });
});
