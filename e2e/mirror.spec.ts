import { expect, test } from '@playwright/test';
import { connectList, sandbox } from './connected-list';
import { listNames } from './lists-world';
import { signIn } from './sign-in';

const names = listNames();
const { mail } = names;
const stranger = mail('stranger');

test('a connection is switched to mirror its list: who leaves the book is shown first, and leaves it subscribed', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const { api, account, bookId, listId, connectionId, connection, inBook } = await connectList(page, names, [
    { firstName: 'Ann', who: 'ann' },
  ]);
  await sandbox('/contacts', { account, addressBookId: bookId, contacts: [{ email: stranger }] });
  await api('POST', `/connections/${connectionId}/verify`, {});
  await expect.poll(async () => (await connection()).inBook).toBe(2);

  await page.goto(`/marketing-lists/${listId}`);
  await expect(page.getByText('Ready to send')).toBeVisible();
  const menu = page.getByRole('button', { name: 'Dotdigital', exact: true }).last();
  const dialog = page.getByRole('dialog', { name: 'Connection Settings' });
  const openSettings = async (): Promise<void> => {
    await menu.click();
    await page.getByRole('menuitem', { name: 'Connection Settings' }).click();
    await expect(dialog).toBeVisible();
  };
  await openSettings();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(menu).toBeFocused();
  await openSettings();
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
  const there = await sandbox<{ email: string; status: string }[]>(`/state/contacts?account=${account}`);
  expect(there.find(({ email }) => email === stranger)?.status).toBe('Subscribed');
});
