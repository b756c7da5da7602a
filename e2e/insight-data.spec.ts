import { expect, test } from '@playwright/test';
import { makeToken } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const account = 'Northwind Shop';
const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';

test('an order by REST goes to Dotdigital as insight data once orders are switched on, and the page says so', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const headers = { authorization: `Bearer ${await makeToken(page, `Insight ${stamp}`, 'admin')}` };
  const read = async <T>(path: string): Promise<T[]> =>
    ((await (await page.request.get(`/api/v1${path}`, { headers })).json()) as { data: T[] }).data;
  const integration = (await read<{ id: string; name: string }>('/integrations')).find(
    ({ name }) => name === account,
  );
  const connection = (
    await read<{ listId: string; state: string; integration: { name: string } }>('/connections')
  ).find((one) => one.integration.name === account && one.state !== 'disconnected');
  const inBook = () =>
    read<{ email: string }>(`/marketing-lists/${connection?.listId}/members?state=in_book&limit=1`);
  await expect.poll(async () => (await inBook()).length).toBe(1);
  const email = (await inBook())[0]?.email ?? '';

  const key = `insight-${stamp}`;
  const told = await page.request.post('/api/v1/orders/bulk', {
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    data: `${JSON.stringify({ externalId: key, customer: { email }, currency: 'EUR', total: 90, placedAt: new Date().toISOString(), items: [{ sku: 'A1', name: 'Boots', quantity: 1, unitPrice: 90 }] })}\n`,
  });
  expect(await told.text()).toContain('"created"');

  await page.goto(`/integrations/${integration?.id}`);
  await page.getByRole('link', { name: 'Insight data' }).click();
  const orders = page.getByRole('region', { name: 'Orders', exact: true });
  await orders.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
  await expect(orders.getByText('On', { exact: true })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: key });
  await page.getByPlaceholder('Search ids and addresses').fill(key);
  await expect(row.getByText('In step')).toBeVisible({ timeout: 90_000 });

  const held = await page.request.get(`${sandboxUrl}/v2/contacts/transactional-data/Orders/${key}`, {
    headers: { authorization: `Basic ${btoa('apiuser-shop@apiconnector.com:sandbox-password')}` },
  });
  expect(JSON.parse(((await held.json()) as { json: string }).json)).toMatchObject({
    order_total: 90,
    products: [{ sku: 'A1', qty: 1, price: 90 }],
  });

  await orders.getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await expect(orders.getByText('Off', { exact: true })).toBeVisible();
});
