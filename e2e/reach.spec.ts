import { expect, test, type Locator } from '@playwright/test';
import { signIn } from './sign-in';

test('a viewer sees statistics and their own tokens, and nothing else', async ({ page }) => {
  await signIn(page, 'viewer@example.com');
  await page.goto('/');
  const menu = page.getByRole('navigation', { name: 'Main' });
  await expect(menu.getByRole('link')).toHaveText([
    'Dashboard',
    'Email Campaigns',
    'Marketing Campaigns',
    'API Tokens',
  ]);
  for (const place of ['/contacts', '/marketing-lists', '/integrations', '/sync-runs', '/users']) {
    await page.goto(place);
    await expect(page.getByText('Nothing lives at this address')).toBeVisible();
  }
  for (const { href, name } of await linksOf(menu)) {
    await page.goto(href);
    await expect(page.getByRole('heading', { level: 1 }), name).not.toHaveText(
      'Nothing lives at this address',
    );
  }
  const answer = await page.request.get('/api/records/export?entity=contact');
  expect(answer.status()).toBe(403);
});

test('an address that leads nowhere keeps the menu and offers the nearest page', async ({ page }) => {
  await signIn(page, 'marketer@example.com');
  for (const [path, nearest] of [
    ['/contcats', 'Contacts'],
    ['/marketing-list/12/edit/more', 'Marketing Lists'],
    ['/email-campaigns/999999', 'Email Campaigns'],
  ] as const) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    await expect(page.getByText('Nothing lives at this address')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await expect(page.getByRole('link', { name: `Go to ${nearest}` })).toBeVisible();
  }
  await page.getByRole('link', { name: 'Go to Email Campaigns' }).click();
  await expect(page).toHaveURL(/\/email-campaigns$/);
  await page.goto('/wp-admin/setup');
  await expect(page.getByRole('link', { name: /^Go to/ })).toHaveText(['Go to the dashboard']);
});

test('without a session there is nothing to see', async ({ page, request }) => {
  await page.goto('/contacts?q=a');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fcontacts%3Fq%3Da/);
  expect((await request.get('/api/search?q=ann')).status()).toBe(401);
  expect(
    (
      await request.post('/api/csv-imports?entity=contact&fileName=a.csv', {
        data: 'a',
        headers: { origin: 'http://evil.example' },
      })
    ).status(),
  ).toBeGreaterThanOrEqual(400);
});

const linksOf = (menu: Locator): Promise<{ href: string; name: string }[]> =>
  menu
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => ({ href: link.getAttribute('href') ?? '', name: link.textContent ?? '' })),
    );
