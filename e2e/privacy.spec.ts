import { expect, test } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { bearer, makeToken, send } from './send';
import { signIn } from './sign-in';
import { lede, uploadCsv } from './upload-csv';

const email = 'erased.by.journey@example.net';

test('a person is shown, taken out, erased to the end, and not brought back by a file', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Privacy journey', 'records:write');
  const made = await send('/api/v1/leads', {
    method: 'POST',
    headers: bearer(token),
    body: JSON.stringify({ email, firstName: 'Erased', lastName: 'Byjourney', tags: ['journey'] }),
  });
  expect(made.status).toBe(201);

  await page.goto('/privacy');
  await expectAccessible(page, 'Privacy');
  await page.getByRole('region', { name: 'Export or erase a person' }).getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Look' }).click();
  await page.waitForURL(/\/privacy\/person\?/);
  await expect(page.getByRole('heading', { level: 1, name: 'Erased Byjourney' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Here', exact: true })).toContainText('Tags');
  await expectAccessible(page, 'a person');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export JSON' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^person-[\d-]+\.json$/);

  await page.getByRole('button', { name: 'Erase…' }).click();
  await page.getByLabel(/to go on/).fill('erase');
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await page.waitForURL(/\/privacy\/erasures\/\d+$/);
  // Accounts that other specs deactivated can't be asked: a person decides.
  const off = page.getByRole('listitem').filter({ hasText: 'The integration is deactivated' });
  await expect(async () => {
    if ((await off.count()) > 0) {
      await off.first().getByRole('button', { name: 'Leave out…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Leave out' }).click();
    }
    await expect(page.getByRole('region', { name: 'How far it is' })).toContainText('Erased', {
      timeout: 3_000,
    });
  }).toPass();
  await expect(page.locator('main')).not.toContainText(email);
  await expectAccessible(page, 'an erasure');

  await uploadCsv(page, 'old.csv', `Email,First name\n${email},Erased\nstays.in@example.net,Stays\n`);
  await page.getByRole('button', { name: 'Start import of 2 rows' }).click();
  await expect(lede(page)).toContainText('1 refused');
  const again = await send('/api/v1/leads', {
    method: 'POST',
    headers: bearer(token),
    body: JSON.stringify({ email }),
  });
  expect(again.status).toBe(409);

  await page.goto('/privacy');
  const check = page.getByRole('region', { name: 'Was somebody erased?' });
  await check.getByLabel('Address').fill(email);
  await check.getByRole('button', { name: 'Check' }).click();
  await expect(check.getByText('Erased, and kept out.')).toBeVisible();
  await page.goto('/audit-log?f.kind=any:privacy');
  const lines = page.locator('table[aria-label="Audit Log"]');
  for (const words of ['Privacy: export', 'Privacy: erase', 'Privacy: erased'])
    await expect(lines).toContainText(words);
  await expect(lines).not.toContainText(email);
});
