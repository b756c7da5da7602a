import { expect, test, type Page } from '@playwright/test';
import { connectList, sandbox } from './connected-list';
import { listNames } from './lists-world';
import { signIn } from './sign-in';

const names = listNames();
const { name, mail } = names;
const usualLength = 1_000;

test.afterEach(() => sandbox('/settings', { longestText: usualLength }));

const confirm = (page: Page, words: string) =>
  page.getByRole('dialog').getByRole('button', { name: words }).click();

test('what Dotdigital refuses stands on the run with its cause: a person is tried again, a rejected file is resumed, and a run is undone', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  // As an account that takes shorter texts than the others.
  await sandbox('/settings', { longestText: 150 });
  const { api, add, bookId, listId, connectionId, connection, isUpToDate, inBook } = await connectList(
    page,
    names,
    [
      { firstName: 'Ann', who: 'ann' },
      { firstName: 'Cyd'.repeat(60), who: 'cyd' },
    ],
  );
  expect(await inBook()).toEqual([mail('ann')]);

  await test.step('one person’s value was refused: the run says why and what helps, and tries them again', async () => {
    await page.goto(`/sync-runs/${(await connection()).runId}`);
    const refused = page.getByRole('region', { name: 'Refused, by cause' });
    await expect(refused).toContainText('A value doesn’t fit its data field');
    await expect(refused).toContainText('check the field mappings');
    await sandbox('/settings', { longestText: usualLength });
    await refused.getByRole('button', { name: 'Try 1 person again' }).click();
    await page.getByRole('button', { name: 'Watch it' }).click();
    await expect.poll(inBook).toEqual([mail('ann'), mail('cyd')]);
    await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible();
    await isUpToDate();
  });

  await test.step('the watchdog rejects a file: nothing more is sent until somebody resumes', async () => {
    await sandbox('/faults', {
      route: `*/address-books/${bookId}/contacts/import`,
      method: 'POST',
      times: 1,
      kind: 'watchdog-reject',
    });
    await add({ firstName: 'Dan', who: 'dan' });
    await api('POST', `/connections/${connectionId}/synchronise`, {});
    await expect.poll(async () => (await connection()).status).toBe('rejected');
    await page.goto(`/sync-runs/${(await connection()).runId}`);
    await expect(page.getByText('Dotdigital’s watchdog rejected a file as poor data.').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Refused, by cause' })).toContainText(
      'correct or remove poor addresses, then resume',
    );
    expect(await inBook()).not.toContain(mail('dan'));
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByText('Resumed', { exact: true })).toBeVisible();
    await expect.poll(inBook).toContain(mail('dan'));
    await isUpToDate();
  });

  await test.step('the run that brought them is undone, after a look at whom that takes out', async () => {
    await page.goto(`/sync-runs/${(await connection()).runId}`);
    await page.getByRole('button', { name: 'Undo run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo run' });
    await expect(dialog).toContainText(`1 person leaves ${name('Book')}`);
    await expect(dialog).toContainText(mail('dan'));
    await confirm(page, 'Undo for 1 person');
    await expect(page.getByRole('heading', { level: 1, name: /^Undo of run/ })).toBeVisible();
    await expect.poll(inBook).toEqual([mail('ann'), mail('cyd')]);
    await page.goto(`/marketing-lists/${listId}`);
    await expect(page.getByText('Paused', { exact: true }).first()).toBeVisible();
  });
});
