import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { base, cookieOf, send } from './send';
import { signIn, signInByForm } from './sign-in';

const studio = '/dotdigital/email-studio';
const sandbox = (): string => process.env.E2E_SANDBOX_URL ?? '';
const used = 'This sign-in was not begun here, or has been used.';

const disconnect = async (page: Page): Promise<void> => {
  await page.goto(studio);
  const button = page.getByRole('button', { name: 'Disconnect' });
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await expect(button.or(connect)).toBeVisible();
  if (!(await button.isVisible())) return;
  await button.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(connect).toBeVisible();
};

/** Presses Connect, and stays on Dotdigital's page. */
async function begin(page: Page): Promise<URL> {
  await page.goto(studio);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
  return new URL(page.url());
}

/** Allows access as the page's button would, and gives the address that Dotdigital sends the person back to, unvisited. */
async function allow(asked: URL): Promise<string> {
  const accounts = (await (await fetch(`${sandbox()}/_control/accounts`)).json()) as { id: number }[];
  const answer = await fetch(`${asked.origin}${asked.pathname}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...Object.fromEntries(asked.searchParams),
      decision: 'allow',
      account: String(accounts[0]?.id),
    }),
  });
  return answer.headers.get('location') ?? '';
}

const logs = (): string => {
  const folder = join(process.env.E2E_DATA_DIR ?? '', 'logs');
  return readdirSync(folder)
    .filter((one) => /^(web|worker)\.log/.test(one))
    .map((one) => readFileSync(join(folder, one), 'utf8'))
    .join('\n');
};

test('a state counts once and a code once, in the session that began it (33)', async ({ page, browser }) => {
  await signIn(page, 'marketer@example.com');
  await disconnect(page);

  const first = await allow(await begin(page));
  const asked = new URL(first);
  expect(asked.origin + asked.pathname).toBe(`${base()}${studio}/callback`);
  expect(asked.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  await page.goto(first);
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible();
  await disconnect(page);
  await page.goto(first);
  await expect(page.getByText(used)).toBeVisible();

  await test.step('an old code under a new state', async () => {
    const state = (await begin(page)).searchParams.get('state') ?? '';
    const code = asked.searchParams.get('code') ?? '';
    await page.goto(`${studio}/callback?${new URLSearchParams({ state, code })}`);
    await expect(page.getByText('Dotdigital did not accept the sign-in.')).toBeVisible();
  });

  await test.step('another session of the same person, and another person', async () => {
    for (const email of ['marketer@example.com', 'admin@example.com']) {
      const stolen = await allow(await begin(page));
      const other = await browser.newContext();
      const there = await other.newPage();
      await signInByForm(there, email);
      await there.goto(stolen);
      await expect(there.getByText(used)).toBeVisible();
      expect(there.url()).not.toContain('code=');
      await other.close();
      // Used up by the try: nor does it connect whom it belonged to.
      await page.goto(stolen);
      await expect(page.getByText(used)).toBeVisible();
    }
  });
});

test('no token, code or state stands in a page, a payload, an address of ours, a referrer or a log (20, 28, 33)', async ({
  page,
}) => {
  await signIn(page, 'marketer@example.com');
  await disconnect(page);
  const opened: string[] = [];
  const told: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.searchParams.has('oauthtoken')) opened.push(request.url());
    const referrer = request.headers().referer ?? '';
    if (url.origin === new URL(sandbox()).origin && referrer.startsWith(base())) told.push(referrer);
  });
  await begin(page);
  const back = page.waitForRequest((request) => request.url().includes(`${studio}/callback`));
  await page.getByRole('button', { name: 'Allow' }).click();
  const came = new URL((await back).url()).searchParams;
  await expect(page.frameLocator('iframe[title="Dotdigital"]').getByText('Signed in as')).toBeVisible();
  const token = new URL(opened[0] ?? '').searchParams.get('oauthtoken') ?? '';
  const secrets = [token, came.get('code') ?? '', came.get('state') ?? '', 'sandbox-secret'];
  expect(secrets.every((secret) => secret.length >= 10)).toBe(true);

  const id = new URL(page.url()).searchParams.get('integration') ?? '';
  const seen = [
    page.url(),
    await page.content(),
    await (await page.request.get(studio, { headers: { rsc: '1' } })).text(),
    await (await page.request.get(`/api/email-studio/${id}/campaigns`)).text(),
    JSON.stringify(await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }])),
    ...told,
    logs(),
  ];
  for (const [n, text] of seen.entries())
    expect([n, secrets.findIndex((secret) => text.includes(secret))]).toEqual([n, -1]);
  const cookie = await cookieOf(page);
  for (const site of ['cross-site', 'same-site'])
    expect(
      (await send(`/api/email-studio/${id}/open`, { headers: { cookie, 'sec-fetch-site': site } })).status,
    ).toBe(403);
  await disconnect(page);
});

test('whatever the callback is given, it leads to our own Email Studio or sign-in page (18)', async ({
  page,
}) => {
  await signIn(page, 'marketer@example.com');
  const cookie = await cookieOf(page);
  const targets = [
    '//evil.example',
    '/\\evil.example',
    '/%5cevil.example',
    'https:evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    `${base()}@evil.example`,
    '/\t/evil.example',
  ];
  for (const target of targets)
    for (const name of ['state', 'integration', 'callbackUrl', 'redirect_uri', 'error'])
      for (const own of [{ cookie }, {}]) {
        const query = new URLSearchParams([
          ['code', 'x'],
          [name, target],
          [name, target],
        ]);
        const { status, headers } = await send(`${studio}/callback?${query}`, {
          headers: { ...own, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
        });
        const location = String(headers.location);
        expect([target, name, status >= 300 && status < 400]).toEqual([target, name, true]);
        expect([target, name, new URL(location, base()).origin]).toEqual([target, name, base()]);
        expect(new URL(location, base()).pathname).toBe('cookie' in own ? studio : '/sign-in');
        expect([target, name, decodeURIComponent(location).includes('evil')]).toEqual([target, name, false]);
      }
});
