import { expect, test } from '@playwright/test';
import { is, listNames } from './lists-world';
import { makeToken } from './send';
import { signIn } from './sign-in';

const { name, mail, company } = listNames();
const stranger = mail('stranger');

async function sandbox<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${process.env.E2E_SANDBOX_URL}/_control${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await answer.json()) as T;
}

test('a connection is switched to mirror its list: who leaves the book is shown first, and leaves it subscribed', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const headers = { authorization: `Bearer ${await makeToken(page, name('Mirror'), 'admin')}` };
  const api = async <T>(path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`/api/v1${path}`, {
      headers,
      ...(data === undefined ? {} : { method: 'POST', data }),
    });
    const text = await answer.text();
    expect([path, answer.ok(), text.slice(0, 300)]).toEqual([path, true, text.slice(0, 300)]);
    return JSON.parse(text) as T;
  };
  type Named = { id: string; name: string };
  type Connection = { id: string; status: string; inBook: number };
  const account = (await sandbox<{ id: number; name: string }[]>('/accounts')).find(
    (one) => one.name === 'Northwind Shop',
  );
  const shop = (await api<{ data: Named[] }>('/integrations')).data.find(
    (one) => one.name === 'Northwind Shop',
  );
  await api('/contacts', { email: mail('ann'), firstName: 'Ann', lastName: 'Toolman', company });
  const list = await api<Named>('/marketing-lists', {
    name: name('Mirrored'),
    entity: 'contact',
    type: 'dynamic',
    columns: ['firstName', 'email'],
    filter: { version: 1, root: { kind: 'group', combinator: 'all', rules: [is('company', company)] } },
  });
  const { id } = await api<Connection>('/connections', {
    marketingListId: list.id,
    integrationId: shop?.id,
    newAddressBook: { name: name('Mirror') },
  });
  const connection = () => api<Connection>(`/connections/${id}`);
  await expect.poll(async () => (await connection()).status).toBe('up_to_date');

  const there = `?account=${account?.id}`;
  const book = (await sandbox<Named[]>(`/state/address-books${there}`)).find(
    (one) => one.name === name('Mirror'),
  );
  const inBook = async (): Promise<string[]> =>
    (await sandbox<{ email: string }[]>(`/state/address-books/${book?.id}/contacts${there}`)).map(
      ({ email }) => email,
    );
  await sandbox('/contacts', {
    account: account?.id,
    addressBookId: book?.id,
    contacts: [{ email: stranger }],
  });
  await api(`/connections/${id}/verify`, {});
  await expect.poll(async () => (await connection()).inBook).toBe(2);

  await page.goto(`/marketing-lists/${list.id}`);
  await expect(page.getByText('Ready to send')).toBeVisible();
  await page.getByRole('button', { name: 'Dotdigital', exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Connection Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connection Settings' });
  await dialog
    .getByLabel('People found only in the address book')
    .selectOption('Mirror exactly: take them out');
  await expect(dialog.getByText('1 person leaves the book with the next run.')).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'People who leave the book' })).toContainText(stranger);
  await expect(dialog.getByText('Look at whom mirroring takes out, and confirm it.')).toBeVisible();
  await dialog.getByLabel('The book holds exactly this list from now on').check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(await inBook()).toContain(stranger);

  await page.getByRole('button', { name: 'Dotdigital', exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Synchronize' }).click();
  await expect.poll(inBook).toEqual([mail('ann')]);
  const [left] = (await sandbox<{ email: string; status: string }[]>(`/state/contacts${there}`)).filter(
    ({ email }) => email === stranger,
  );
  expect(left?.status).toBe('Subscribed');
});
