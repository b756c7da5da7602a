import { expect, test } from '@playwright/test';
import { makeToken } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const account = 'Northwind Shop';
const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';

test('a cart left alone enrols its customer at Dotdigital, an order in time does not; dry run, pause and resume', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, 'admin@example.com');
  const headers = { authorization: `Bearer ${await makeToken(page, `Automations ${stamp}`, 'admin')}` };
  const api = async <T>(method: 'GET' | 'POST', path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...(data ? { data } : {}) });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
  const basic = `Basic ${btoa('apiuser-shop@apiconnector.com:sandbox-password')}`;
  const { id: accountId } = (await (
    await page.request.get(`${sandboxUrl}/v2/account-info`, { headers: { authorization: basic } })
  ).json()) as { id: number };
  const control = async <T>(path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`${sandboxUrl}/_control${path}`, {
      method: data ? 'POST' : 'GET',
      ...(data ? { data } : {}),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  };
  const enrolled = async () =>
    (await control<{ emails: string[] }[]>(`/enrolments?account=${accountId}`)).flatMap(
      ({ emails }) => emails,
    );

  const [left, ordered] = [`left-${stamp}@example.com`, `ordered-${stamp}@example.com`];
  const program = `Come back ${stamp}`;
  const name = `Abandoned carts ${stamp}`;
  const before = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const bulk = async (path: string, row: object): Promise<void> => {
    const answer = await page.request.post(`/api/v1${path}`, {
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      data: `${JSON.stringify(row)}\n`,
    });
    expect(await answer.text()).toContain('"created"');
  };
  const cart = (email: string, minutes: number) =>
    bulk('/carts/bulk', {
      externalId: `${email} ${minutes}`,
      customer: { email },
      currency: 'EUR',
      total: 90,
      touchedAt: before(minutes),
    });

  await test.step('a shop tells of two carts, and of one order', async () => {
    await control('/programs', { account: accountId, name: program });
    await control('/contacts', { account: accountId, contacts: [{ email: left }, { email: ordered }] });
    for (const email of [left, ordered]) {
      await api('POST', '/customers', { email, lastName: stamp });
      await cart(email, 90);
    }
    await bulk('/orders/bulk', {
      externalId: `order ${stamp}`,
      customer: { email: ordered },
      currency: 'EUR',
      total: 90,
      placedAt: before(60),
    });
  });

  await test.step('the automation is made', async () => {
    await page.goto('/dotdigital/automations');
    await page.getByRole('link', { name: 'Create Automation' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Minutes without a change').fill('45');
    await page.getByRole('combobox', { name: 'Integration' }).click();
    await page.getByRole('option', { name: account }).click();
    await page.getByRole('combobox', { name: 'Program' }).selectOption({ label: program });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByText('leaves a cart alone for 45 minutes').first()).toBeVisible();
  });

  await test.step('a dry run names whom it would have reached', async () => {
    await page.getByRole('link', { name: 'Dry run' }).click();
    await expect(page.getByText(/Would have fired [\d,]+ times? in the last 30 days/)).toBeVisible();
    await expect(page.getByText(left)).toBeVisible();
    await expect(page.getByText(ordered)).toHaveCount(0);
    await page.goBack();
  });

  await test.step('switched on for the last day too, it enrols the one and not the other', async () => {
    await page.getByRole('button', { name: 'Switch on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('For whom').selectOption({ label: 'Also for the last day' });
    await dialog.getByRole('button', { name: 'Switch on' }).click();
    await expect.poll(enrolled, { timeout: 60_000 }).toContain(left);
    expect(await enrolled()).not.toContain(ordered);
    const row = page.getByRole('row').filter({ hasText: left });
    await expect(row.getByText('done')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('paused, with who and why, it enrols nobody; resumed it goes on', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('Stocktaking');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByText('Stocktaking')).toBeVisible();
    await expect(page.getByText('admin@example.com').first()).toBeVisible();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByText('on', { exact: true }).first()).toBeVisible();
    expect((await enrolled()).filter((email) => email === left)).toHaveLength(1);
  });
});
