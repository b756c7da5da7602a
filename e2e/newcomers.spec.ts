import { expect, test } from '@playwright/test';
import { is, listNames } from './lists-world';
import { restOf } from './send';
import { signIn } from './sign-in';

const { name, mail, company } = listNames();

test('newcomers go one by one once the settings say so, sending stops until a time, and the book tells who was in it', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const api = await restOf(page, name('Newcomers'));
  type Named = { id: string; name: string };
  type Connection = { id: string; status: string; inBook: number; addressBook: Named; runId: string };
  const shop = (await api<{ data: Named[] }>('GET', '/integrations')).data.find(
    (one) => one.name === 'Northwind Shop',
  );
  await api('POST', '/contacts', { email: mail('ann'), firstName: 'Ann', lastName: 'First', company });
  const list = await api<Named>('POST', '/marketing-lists', {
    name: name('Welcomed'),
    entity: 'contact',
    type: 'dynamic',
    columns: ['firstName', 'email'],
    filter: { version: 1, root: { kind: 'group', combinator: 'all', rules: [is('company', company)] } },
  });
  const { id, addressBook } = await api<Connection>('POST', '/connections', {
    marketingListId: list.id,
    integrationId: shop?.id,
    newAddressBook: { name: name('Welcome') },
  });
  const connection = () => api<Connection>('GET', `/connections/${id}`);
  await expect.poll(async () => (await connection()).status).toBe('up_to_date');

  await page.goto(`/marketing-lists/${list.id}`);
  const choose = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'Dotdigital', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Connection Settings');
  const settings = page.getByRole('dialog', { name: 'Connection Settings' });
  await settings.getByLabel('Newcomers after the first sync').selectOption('one_by_one');
  await settings.getByLabel('Newcomers within an hour').fill('5');
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings).toBeHidden();

  await api('POST', '/contacts', { email: mail('bea'), firstName: 'Bea', lastName: 'Second', company });
  await api('POST', `/connections/${id}/synchronise`, {});
  await expect.poll(async () => (await connection()).inBook).toBe(2);
  await page.goto(`/sync-runs/${(await connection()).runId}`);
  await expect(page.getByText('Newcomers one by one')).toBeVisible();

  await expect.poll(async () => (await connection()).status).toBe('up_to_date');
  await page.goto(`/marketing-lists/${list.id}`);
  await choose('Stop sending until');
  const stop = page.getByRole('dialog', { name: /^Pause/ });
  await stop.getByLabel('Until').fill('2099-12-24T18:00');
  await stop.getByLabel('Why').fill('stock-taking');
  await stop.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/stock-taking.*It goes on by itself on .*2099/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();

  await page.goto(`/integrations/${shop?.id}/books/${addressBook.id}?at=2020-01-01T00:00:00Z`);
  await expect(page.getByText('Nobody was in it then')).toBeVisible();
  await page.getByLabel('Who was in it at').fill('2098-01-01T12:00');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('Bea Second')).toBeVisible();
});
