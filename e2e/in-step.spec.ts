import { expect, test } from '@playwright/test';
import { connectList, sandbox } from './connected-list';
import { expectAccessibleInBothThemes } from './expect-accessible';
import { inDatabase } from './in-database';
import { listNames } from './lists-world';
import { signIn } from './sign-in';

const names = listNames();
const { name, mail } = names;

test('people who were taken off the book at Dotdigital wait for a decision: some are put back, the others stay out', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const { api, account, bookId, listId, connectionId, inBook } = await connectList(page, names, [
    { firstName: 'Ann', who: 'ann' },
    { firstName: 'Ben', who: 'ben' },
    { firstName: 'Cyd', who: 'cyd' },
  ]);
  // Whoever was sent in the last ten minutes isn't missed yet.
  await inDatabase(
    `UPDATE book_members SET sent_at = sent_at - interval '1 hour' WHERE address_book_id IN (SELECT id FROM address_books WHERE name = $1)`,
    [name('Book')],
  );
  await sandbox(`/address-books/${bookId}/members`, { account, remove: [mail('ben'), mail('cyd')] });
  await api('POST', `/connections/${connectionId}/verify`, {});

  await page.goto(`/marketing-lists/${listId}`);
  await expect(page.getByText('2 people were taken off the book at Dotdigital.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Taken off there' });
  await expect(dialog.getByRole('link', { name: 'Cyd Toolman' })).toBeVisible();
  await expectAccessibleInBothThemes(page, 'who left');
  await dialog.getByRole('checkbox', { name: mail('ben') }).check();
  await dialog.getByRole('button', { name: 'Put back' }).click();
  await expect(page.getByText('They go back with the next run', { exact: true })).toBeVisible();
  await expect.poll(inBook).toEqual([mail('ann'), mail('ben')]);

  await expect(page.getByText('1 person was taken off the book at Dotdigital.')).toBeVisible();
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByText('They stay out', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByText(/100\s?% in step/)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: mail('cyd') })).toContainText(/taken off/i);
  expect(await inBook()).toEqual([mail('ann'), mail('ben')]);
});
