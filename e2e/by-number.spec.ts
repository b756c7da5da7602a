import { expect, test } from '@playwright/test';
import { restOf } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';

test('a list goes into its book by mobile number, chosen when connecting', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const api = await restOf(page, `Numbers ${stamp}`);
  const name = `Numbers ${stamp}`;
  const mobile = `+4479${String(Date.now()).slice(-8)}`;
  const integration = await api<{ id: string }>('POST', '/integrations', {
    type: 'dotdigital',
    name,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
  });
  await api('POST', '/contacts', { firstName: 'Ines', lastName: name, mobile });
  await api('POST', '/contacts', { firstName: 'Nobody', lastName: name, email: `${stamp}@numbers.example` });
  const list = await api<{ id: string }>('POST', '/marketing-lists', {
    name,
    entity: 'contact',
    type: 'dynamic',
    columns: ['firstName', 'email', 'mobile'],
    filter: {
      version: 1,
      root: {
        kind: 'group',
        combinator: 'all',
        rules: [{ kind: 'condition', field: 'lastName', operator: 'is', value: name }],
      },
    },
  });

  const dialog = page.getByRole('dialog');
  await test.step('where people go as CSV files it isn’t offered, with the reason', async () => {
    await page.goto(`/marketing-lists/${list.id}?connect`);
    await dialog.getByLabel('Integration').selectOption({ label: name });
    await expect(dialog.getByLabel('Channel').getByRole('option')).toHaveText(['E-mail']);
    await expect(dialog.getByText('only where people are sent as JSON (v3)')).toBeVisible();
  });

  await test.step('with JSON it is; who has no number is left out', async () => {
    await api('PATCH', `/settings/dotdigital?integrationId=${integration.id}`, { transport: 'v3' });
    await page.goto(`/marketing-lists/${list.id}?connect`);
    await dialog.getByLabel('Integration').selectOption({ label: name });
    await dialog.getByLabel('Channel').selectOption('SMS');
    await expect(dialog.getByText('No mobile number')).toBeVisible();
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Up to date').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('SMS', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('no mobile number').first()).toBeVisible();
  });

  const authorization = `Basic ${btoa('apiuser-demo@apiconnector.com:sandbox-password')}`;
  const there = await page.request.get(
    `${sandboxUrl}/contacts/v3/mobileNumber/${encodeURIComponent(mobile)}`,
    { headers: { authorization } },
  );
  const contact = (await there.json()) as { identifiers: object; lists: { name: string }[] };
  expect(contact.identifiers).toEqual({ mobileNumber: mobile.slice(1) });
  expect(contact.lists.map((one) => one.name)).toEqual([name]);
  await api('DELETE', `/integrations/${integration.id}`);
});
