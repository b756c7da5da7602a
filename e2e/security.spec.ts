import type { OutgoingHttpHeaders } from 'node:http';
import { expect, test } from '@playwright/test';
import { base, bearer, cookieOf, makeToken, send } from './send';
import { signIn, signInByForm } from './sign-in';

// What a careful outsider tries; numbers are those of the security checklist.

test('a token is shown once, works at once, and is refused right after it was revoked', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Short lived', 'admin');
  expect(token).toMatch(/^dbr_[\w-]{32}$/);
  expect((await send('/api/v1/contacts?limit=1', { headers: bearer(token) })).status).toBe(200);
  expect((await send(`/api/v1/contacts?token=${token}`)).status).toBe(401);
  await page.getByRole('link', { name: 'Done' }).click();
  await expect(page.getByRole('table', { name: 'API Tokens' })).toContainText('Short lived');
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: 'Actions for Short lived' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('button', { name: 'Revoke this token' }).click();
  await expect(page.getByText('Short lived revoked', { exact: true })).toBeVisible();
  expect((await send('/api/v1/contacts?limit=1', { headers: bearer(token) })).status).toBe(401);
  await page.reload();
  await expect(page.getByRole('row', { name: /Short lived/ })).toContainText('revoked');
});

test('an action that another site could have sent does nothing (23), nor does one that nobody knows (41)', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const posted = page.waitForRequest(
    (request) => request.method() === 'POST' && request.headers()['next-action'] !== undefined,
  );
  await makeToken(page, 'Made here', 'statistics:read');
  const action = await posted;
  const cookie = await cookieOf(page);
  const own = { cookie, 'next-action': action.headers()['next-action'] ?? '', accept: 'text/x-component' };
  const body = (action.postData() ?? '').replace('Made here', 'Made elsewhere');
  const evil = 'https://evil.example';
  const attempts: OutgoingHttpHeaders[] = [
    {},
    { origin: 'null' },
    { origin: evil },
    { origin: evil, 'x-forwarded-host': 'evil.example' },
    { origin: evil, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { origin: `${base()}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of attempts) {
    await send('/api-tokens/new', {
      method: 'POST',
      headers: { ...own, ...headers, 'content-type': 'text/plain;charset=UTF-8' },
      body,
    });
    await send('/api-tokens/new', {
      method: 'POST',
      headers: { ...own, ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  }
  const probes = [
    '["$1:__proto__:then"]',
    '{"0":"$1","1":{"then":"$1:__proto__:then","status":"resolved_model","value":"{\\"then\\":\\"$B1337\\"}"}}',
    `${'['.repeat(20_000)}`,
    '"$Q1"',
    '[{"__proto__":{"admin":true}}]',
  ];
  for (const probe of probes) {
    for (const id of [own['next-action'], 'f'.repeat(42)]) {
      const { status } = await send('/api-tokens/new', {
        method: 'POST',
        headers: { ...own, origin: base(), 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' },
        body: probe,
      });
      expect(status === 200 || (status >= 400 && status <= 500)).toBe(true);
    }
  }
  // A cookie opens nothing of the REST API, and no cookie opens no action.
  expect(
    (
      await send('/api/v1/contacts', {
        method: 'POST',
        headers: { cookie, origin: base(), 'content-type': 'application/json' },
        body: '{}',
      })
    ).status,
  ).toBe(401);
  await send('/api-tokens/new', {
    method: 'POST',
    headers: { ...own, cookie: '', origin: base(), 'content-type': 'text/plain;charset=UTF-8' },
    body,
  });
  await page.goto('/api-tokens?q=Made');
  await expect(page.getByRole('row', { name: /Made here/ })).toHaveCount(1);
  await expect(page.getByText('Made elsewhere')).toHaveCount(0);
});

test('every answer carries its headers (24, 25), and no page breaks its own policy', async ({ page }) => {
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`csp ${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await signInByForm(page, 'admin@example.com');
  const cookie = await cookieOf(page);
  const nonces = new Set<string>();
  for (const path of [
    '/',
    '/contacts',
    '/marketing-lists',
    '/api-tokens',
    '/integrations',
    '/users',
    '/settings',
    '/nowhere',
    '/api/health/live',
    '/api/v1/openapi.json',
    '/api/v1/contacts',
    '/api/v1',
    '/sign-in',
  ]) {
    const { headers, text, status } = await send(path, { headers: { cookie } });
    expect([
      path,
      headers['x-content-type-options'],
      headers['x-frame-options'],
      headers['x-powered-by'],
      headers['access-control-allow-origin'],
    ]).toEqual([path, 'nosniff', 'DENY', undefined, undefined]);
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin|strict-origin)/);
    const policy = String(headers['content-security-policy']);
    if (path.startsWith('/api/')) {
      expect(policy).toContain("default-src 'none'");
      continue;
    }
    expect([path, status]).toEqual([path, path === '/nowhere' ? 404 : status === 307 ? 307 : 200]);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    for (const part of ["'strict-dynamic'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(part);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
    expect(String(headers['cache-control'])).toMatch(/no-store|private/);
    expect(text).not.toMatch(/\/work\/|node_modules|at async /);
  }
  expect(nonces.size).toBeGreaterThan(6);
  for (const path of [
    '/',
    '/contacts',
    '/marketing-lists',
    '/api-tokens',
    '/api-tokens/new',
    '/integrations/new',
    '/settings',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(errors.filter((text) => text.startsWith('csp'))).toEqual([]);
});

test('without a cookie no road leads to a page’s data (2), and sign-in leads nowhere else (18)', async ({
  page,
}) => {
  const bypass = 'middleware:middleware:middleware:middleware:middleware';
  const tricks: [string, OutgoingHttpHeaders][] = [
    ['/contacts', {}],
    ['/contacts?_rsc=x', { rsc: '1' }],
    ['/contacts', { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
    ['/contacts', { 'x-middleware-subrequest': bypass }],
    ['/contacts', { 'x-middleware-subrequest': bypass.replaceAll('middleware', 'proxy') }],
    ['/contacts', { 'x-middleware-rewrite': '/contacts', 'x-original-url': '/contacts' }],
    ['/contacts.rsc', {}],
    ['//contacts', {}],
    ['/%63ontacts', {}],
    ['/contacts/1', { rsc: '1' }],
    ['/contacts', { cookie: 'dotbridge.session=1' }],
    ['/contacts', { cookie: 'dotbridge.session=1', rsc: '1' }],
    ['/api/records/export?entity=contact', {}],
    ['/api/search?q=a', { cookie: 'dotbridge.session=x' }],
  ];
  for (const [path, headers] of tricks) {
    const { text } = await send(path, { headers });
    expect([path, /@[\w-]+\.example/.test(text)]).toEqual([path, false]);
  }
  for (const target of [
    '//evil.example',
    '/\\evil.example',
    '/%5cevil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    `${base()}@evil.example`,
    '/\t/evil.example',
    'https://evil.example',
  ]) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(target)}`);
    await page.getByLabel('E-mail').fill('viewer@example.com');
    await page.getByLabel('Password', { exact: true }).fill(process.env.E2E_PASSWORD ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    expect(new URL(page.url()).origin).toBe(base());
  }
});

test('hostile texts stay texts on every page (26, 40), in grids and questions (35)', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Hostile', 'records:write');
  const texts = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</title><svg onload=alert(1)>',
    "';alert(1)//",
    '{{constructor.constructor("alert(1)")()}}',
    '=HYPERLINK("http://evil")',
    'javascript:alert(1)',
    '\u202Eevil\u001B[31m',
  ];
  const rows = texts.map((text, n) => ({
    email: `hostile-${n}@xss.example`,
    firstName: text,
    company: text,
    city: text,
    website: 'javascript:alert(1)',
    tags: [text.slice(0, 50)],
  }));
  const { text } = await send('/api/v1/contacts/bulk', {
    method: 'POST',
    headers: bearer(token),
    body: JSON.stringify(rows),
  });
  const ids = text
    .trim()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { id?: string }).id ?? []);
  expect(ids.length).toBeGreaterThan(5);
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await page.goto('/contacts?q=hostile-');
  await expect(page.getByRole('table', { name: 'Contacts' })).toContainText('<script>alert(1)</script>');
  for (const id of ids) {
    await page.goto(`/contacts/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
  }
  const cookie = await cookieOf(page);
  for (const ask of [
    "'",
    '"',
    ';--',
    '$$',
    '\\',
    '%00',
    ')) OR 1=1',
    // Asleep for longer than a test may take.
    "a'||pg_sleep(600)||'",
    '$.**',
    '%',
    '_',
  ].map(encodeURIComponent)) {
    for (const path of [
      `/contacts?q=${ask}`,
      `/contacts?sort=${ask}.asc`,
      `/contacts?f.${ask}=is:x`,
      `/contacts?cursor=${ask}`,
      `/api/search?q=${ask}`,
      `/api-tokens?q=${ask}&sort=${ask}`,
    ]) {
      expect([path, (await send(path, { headers: { cookie } })).status < 500]).toEqual([path, true]);
    }
  }
  expect(dialogs).toBe(0);
});

test('a session that ends in the middle of a form says so and keeps what was typed (O7)', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  await page.goto('/api-tokens/new');
  await page.getByLabel('Name').fill('Half typed');
  await page.getByLabel('statistics:read', { exact: true }).click();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Create' }).click();
  const again = page.getByRole('dialog');
  await expect(again).toContainText('Your session has ended');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half typed');
  await again.getByLabel('Password', { exact: true }).fill(process.env.E2E_PASSWORD ?? '');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Half typed is made.')).toBeVisible();
});

test('a bulk call of 15.75 MB loses no row on its way through the web server (P1, L17)', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Bulk', 'records:write');
  const line = (n: number): string =>
    `${JSON.stringify({ email: `wide-${n}@bulk.example`, street: 'x'.repeat(440) })}\n`;
  const count = Math.floor(15_750_000 / line(10_000).length);
  const body = Array.from({ length: count }, (_, n) => line(10_000 + n));
  const { text, status } = await send('/api/v1/leads/bulk', {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/x-ndjson' },
    body,
  });
  const lines = text.trim().split('\n');
  expect([status, lines.length]).toEqual([200, count + 1]);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ done: true, read: count, created: count });
});

test('guessing passwords is slowed, with the same words for whoever there is and isn’t (10, 11)', async ({
  page,
}) => {
  const words = new Set<string>();
  for (let n = 0; n < 12; n += 1) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill('nobody-here@example.com');
    await page.getByLabel('Password', { exact: true }).fill(`wrong-${n}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const alert = page.getByRole('alert').filter({ hasText: /\w/ });
    await expect(alert).toBeVisible();
    words.add((await alert.innerText()).replace(/\d+/g, '#'));
  }
  expect([...words].join(' ')).toMatch(/wait|too many|minutes|seconds/i);
  expect([...words].join(' ')).not.toMatch(/unknown|no such|not registered/i);
});
