import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { bearer, makeToken, send } from './send';
import { signIn } from './sign-in';

const studio = '/dotdigital/email-studio';
const sandboxOrigin = (): string => new URL(process.env.E2E_SANDBOX_URL ?? '').origin;
const control = (path: string, body: object): Promise<Response> =>
  fetch(`${process.env.E2E_SANDBOX_URL}/_control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const frameRule = async (page: Page, path: string): Promise<string> => {
  const policy = (await page.request.get(path)).headers()['content-security-policy'] ?? '';
  return /frame-src ([^;]*)/.exec(policy)?.[1] ?? '';
};

test('single sign-on: refused, allowed, inside the page, revoked, disconnected', async ({ page }) => {
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await signIn(page, 'marketer@example.com');
  await page.goto(studio);
  await expect(page.getByText(`${process.env.E2E_BASE_URL}${studio}/callback`)).toBeVisible();
  await expectAccessible(page, 'Email Studio');
  expect(await frameRule(page, studio)).toBe("'self'");

  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByText('Access was not allowed at Dotdigital.')).toBeVisible();

  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  const inside = page.frameLocator('iframe[title="Dotdigital"]');
  await expect(inside.getByText('Signed in as')).toBeVisible();
  expect(new URL(page.url()).searchParams.has('code')).toBe(false);
  expect(await frameRule(page, studio)).toBe(`'self' ${sandboxOrigin()}`);
  expect(await frameRule(page, '/')).toBe("'self'");
  expect(await page.content()).not.toContain('oauthtoken');
  await expect(page.getByText('Drafts and campaigns')).toBeVisible();
  await expectAccessible(page, 'Email Studio');

  // Reached without a load of its own, it still opens; the page after it has its own policy again.
  await page.goto('/');
  await page.getByRole('link', { name: 'Email Studio' }).click();
  await expect(inside.getByText('Signed in as')).toBeVisible();
  await page.getByRole('link', { name: 'Marketing Lists' }).first().click();
  await expect(page.getByRole('heading', { name: 'Marketing Lists' })).toBeVisible();

  await page.goto(studio);
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Open in a new tab' }).first().click(),
  ]);
  await expect(tab.getByText('Signed in as')).toBeVisible();
  await tab.close();
  expect(problems).toEqual([]);

  await control('/oauth/revoke', {});
  await page.goto(studio);
  await expect(page.getByText('Dotdigital has ended this sign-in.')).toBeVisible();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(inside.getByText('Signed in as')).toBeVisible();

  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
});

test('a Custom OAuth Domain is asked, opened and framed, in both readings of where access is asked for', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const headers = bearer(await makeToken(page, `Studio ${Date.now()}`, 'admin'));
  const { text } = await send('/api/v1/integrations?limit=100', { headers });
  const { data } = JSON.parse(text) as { data: { id: string; name: string }[] };
  const id = data.find(({ name }) => name === 'Northwind Shop')?.id;
  const custom = `http://localhost:${new URL(sandboxOrigin()).port}`;
  const change = async (body: object): Promise<void> => {
    const path = `/api/v1/integrations/${id}`;
    expect((await send(path, { method: 'PATCH', headers, body: JSON.stringify(body) })).status).toBe(200);
  };
  const asked = { application: custom, 'sign-in': sandboxOrigin() };
  for (const [authorisePlace, origin] of Object.entries(asked)) {
    await change({ oauthDomain: custom, authorisePlace });
    await page.goto(`${studio}?integration=${id}`);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
    expect([authorisePlace, new URL(page.url()).origin]).toEqual([authorisePlace, origin]);
    await page.getByRole('button', { name: 'Allow' }).click();
    const inside = page.frameLocator('iframe[title="Dotdigital"]');
    await expect(inside.getByText('Signed in as')).toBeVisible();
    expect(page.frames().some((frame) => new URL(frame.url()).origin === custom)).toBe(true);
    expect(await frameRule(page, studio)).toBe(`'self' ${custom}`);
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
  }
  await change({ oauthDomain: null, authorisePlace: 'application' });
});

test('the callback takes no state that was not begun here, and leads nowhere else', async ({ page }) => {
  await signIn(page, 'marketer@example.com');
  for (const query of [
    'state=guessed&code=stolen',
    'code=only',
    'state=a&state=b',
    `state=${'x'.repeat(5000)}`,
    'error=access_denied&state=//evil.example',
    'callbackUrl=https://evil.example',
  ]) {
    await page.goto(`${studio}/callback?${query}`);
    await expect(page.getByText('This sign-in was not begun here, or has been used.')).toBeVisible();
    expect(new URL(page.url()).origin).toBe(process.env.E2E_BASE_URL);
    expect(page.url()).not.toContain('stolen');
  }
  await page.context().clearCookies();
  await page.goto(`${studio}/callback?state=some&code=stolen`);
  expect(page.url()).toContain('/sign-in');
  expect(page.url()).not.toContain('stolen');
});
