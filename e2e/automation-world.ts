import { expect, type Page } from '@playwright/test';
import { sandbox } from './connected-list';
import { makeToken } from './send';

const shop = 'Northwind Shop';

export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** What a shop tells by REST, what the sandbox knows of it, and an automation made by its form; by an admin who is signed in. */
export async function automationWorld(page: Page, stamp: string) {
  const headers = { authorization: `Bearer ${await makeToken(page, `Automations ${stamp}`, 'admin')}` };
  const account = (await sandbox<{ id: number; name: string }[]>('/accounts')).find(
    ({ name }) => name === shop,
  )?.id;

  /** Rows as a shop sends many at once. */
  const bulk = async (path: string, rows: object[]): Promise<void> => {
    const answer = await page.request.post(`/api/v1${path}`, {
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      data: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    });
    expect((await answer.text()).match(/"outcome":"created"/g)).toHaveLength(rows.length);
  };
  return {
    bulk,
    customer: async (data: object): Promise<void> => {
      const answer = await page.request.post('/api/v1/customers', { headers, data });
      expect(answer.ok(), await answer.text()).toBe(true);
    },
    /** Customers whom Dotdigital knows. */
    customers: async (emails: string[]): Promise<void> => {
      await sandbox('/contacts', { account, contacts: emails.map((email) => ({ email })) });
      await bulk(
        '/customers/bulk',
        emails.map((email) => ({ email, lastName: stamp })),
      );
    },
    /** Left alone since so many minutes. */
    carts: (emails: string[], minutes: number): Promise<void> =>
      bulk(
        '/carts/bulk',
        emails.map((email) => ({
          externalId: `${email} ${minutes}`,
          customer: { email },
          currency: 'EUR',
          total: 90,
          touchedAt: minutesAgo(minutes),
        })),
      ),
    /** Each of one pair of socks; `by` names the customers. */
    orders: (by: { email?: string; externalId?: string }[], sku: string, at: string): Promise<void> =>
      bulk(
        '/orders/bulk',
        by.map((customer) => ({
          externalId: `${sku} of ${customer.email ?? customer.externalId}`,
          customer,
          currency: 'EUR',
          total: 20,
          placedAt: at,
          items: [{ sku, name: 'Socks', quantity: 1, unitPrice: 20 }],
        })),
      ),
    program: (name: string) => sandbox('/programs', { account, name }),
    /** Whom Dotdigital enrolled, each as often as it was told to. */
    enrolled: async (): Promise<string[]> =>
      (await sandbox<{ emails: string[] }[]>(`/enrolments?account=${account}`)).flatMap(
        ({ emails }) => emails,
      ),
  };
}

/** The form of an automation, at which orders of this item start something. */
export async function beginWithOrders(page: Page, name: string, sku: string): Promise<void> {
  await page.goto('/dotdigital/automations/new');
  const items = page.getByLabel('Containing one of these items');
  // What is chosen before the page's scripts have begun is not kept.
  await expect(async () => {
    await page.getByLabel('Trigger', { exact: true }).selectOption({ label: 'Completed order' });
    await expect(items).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await items.fill(sku);
  await page.getByLabel('Name', { exact: true }).fill(name);
}

export async function chooseProgram(page: Page, program: string): Promise<void> {
  await chooseAccount(page);
  await page.getByRole('combobox', { name: 'Program' }).selectOption({ label: program });
}

export async function chooseAccount(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Integration' }).click();
  await page.getByRole('option', { name: shop }).click();
}

export async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Presses a button of the page and the same one in the dialog that asks. */
export async function confirmed(page: Page, name: string, how?: () => Promise<unknown>): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await how?.();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

export const isOn = (page: Page): Promise<void> =>
  expect(page.getByText('on', { exact: true }).first()).toBeVisible();

/** It is looked at then and there, not at the worker's next turn. */
export async function switchOnForTheLastDay(page: Page): Promise<void> {
  await confirmed(page, 'Switch on', () =>
    page.getByLabel('For whom').selectOption({ label: 'Also for the last day' }),
  );
}
