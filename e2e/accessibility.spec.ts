import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { signIn } from './sign-in';

const places = [
  '/',
  '/contacts',
  '/contacts/new',
  '/imports/new',
  '/marketing-lists',
  '/marketing-lists/new',
  '/integrations/new',
  '/email-campaigns',
  '/sync-runs',
  '/dotdigital/people',
  '/users',
];

for (const theme of ['light', 'dark'] as const) {
  test(`every kind of page keeps to WCAG AA in the ${theme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    await signIn(page, 'admin@example.com');
    for (const place of places) {
      await page.goto(place);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
        .analyze();
      expect(
        found.map(
          ({ id, nodes }) => `${place}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        ),
      ).toEqual([]);
    }
    expect(violations.filter((text) => !text.includes('axe'))).toEqual([]);
  });
}

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
  const answer = await page.request.get('/api/records/export?entity=contact');
  expect(answer.status()).toBe(403);
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
