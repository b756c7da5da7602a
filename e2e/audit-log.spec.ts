import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { base, cookieOf, send } from './send';
import { signIn } from './sign-in';

const log = 'table[aria-label="Audit Log"]';

test('what was refused, and who failed to sign in, is told with whence; the address is not the sender’s to choose', async ({
  page,
  browser,
}) => {
  const viewer = await browser.newContext();
  const theirs = await viewer.newPage();
  await signIn(theirs, 'viewer@example.com');
  const cookie = await cookieOf(theirs);
  const forged = { cookie, 'x-forwarded-for': '203.0.113.200', 'x-real-ip': '203.0.113.200' };
  expect((await send('/integrations', { headers: forged })).status).toBe(404);
  expect((await send('/api/audit-log', { headers: forged })).status).toBe(403);
  await theirs.goto('/audit-log');
  await expect(theirs.getByRole('link', { name: 'Audit Log' })).toHaveCount(0);
  await viewer.close();
  await send('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { origin: base(), 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.201' },
    body: JSON.stringify({ email: 'admin@example.com', password: 'not this one', json: true }),
  });

  await signIn(page, 'admin@example.com');
  await page.goto('/audit-log?f.refused=is:yes');
  const rows = page.locator(`${log} tbody tr`);
  await expect(rows.filter({ hasText: 'Integration' }).first()).toContainText('viewer@example.com');
  await expect(rows.filter({ hasText: 'Audit log' }).first()).toContainText('127.0.0.1');
  await expect(page.locator(log)).not.toContainText('203.0.113.2');
  await page.goto('/audit-log?q=viewer%40example.com');
  await expect(rows.filter({ hasText: 'Session: open' }).first()).toBeVisible();
});

test('a change is found from its thing, with before and after, and goes out as a file', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  await page.goto('/integrations');
  await page.locator('table tbody a').first().click();
  await page.waitForURL(/\/integrations\/\d+$/);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.waitForURL(/\/edit$/);
  const name = page.getByLabel('Name', { exact: true });
  const before = await name.inputValue();
  await name.fill(`${before} again`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/integrations\/\d+$/);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Audit Log' }).click();
  await page.waitForURL(/\/audit-log\?/);
  await page
    .locator(`${log} tbody tr`)
    .filter({ hasText: 'Integration: update' })
    .first()
    .getByRole('link')
    .click();
  await page.waitForURL(/\/audit-log\/\d+$/);
  const changed = page.getByLabel('What changed');
  await expect(changed).toContainText(`${before} again`);
  await expect(changed.locator('s')).toContainText(before);
  await expect(page.getByLabel('Its place in the chain')).toContainText(/[0-9a-f]{64}/);
  await expectAccessible(page, 'a line');
  await page.getByRole('link', { name: 'All lines of it' }).click();
  await page.waitForURL(/f\.subjectId/);
  await expectAccessible(page, 'the lines of a thing');
  const file = page.waitForEvent('download');
  await page
    .getByRole('link', { name: 'CSV' })
    .or(page.getByRole('button', { name: 'CSV' }))
    .click();
  const text = readFileSync(await (await file).path(), 'utf8');
  expect(text).toContain('Integration: update');
  await page.goto('/integrations');
  await page.getByRole('link', { name: `${before} again` }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.waitForURL(/\/edit$/);
  await name.fill(before);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/integrations\/\d+$/);
  await page.goto('/audit-log?f.kind=any:files');
  await expect(page.locator(log)).toContainText('audit-log.csv');
});
