import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Agent, interceptors, request } from 'undici';
import { leaks } from './leaks';
import { base, bearer, cookieOf, makeToken, send, type Reply } from './send';
import { signIn } from './sign-in';

// What pages, downloads, caches and logs give away; numbers are those of the security checklist.
const asJson = (reply: Reply): Record<string, unknown> => JSON.parse(reply.text) as Record<string, unknown>;

const pages = [
  '/',
  '/contacts',
  '/leads',
  '/customers',
  '/imports',
  '/marketing-lists',
  '/marketing-lists/new',
  '/email-campaigns',
  '/marketing-campaigns',
  '/dotdigital/data-fields',
  '/dotdigital/data-field-mappings',
  '/integrations',
  '/integrations/new',
  '/sync-runs',
  '/users',
  '/users/new',
  '/users/roles',
  '/account',
  '/api-tokens',
  '/api-tokens/new',
  '/settings',
];

async function firstOf(page: Page, kind: string, token: string): Promise<string> {
  const [one] = asJson(await send(`/api/v1/${kind}?limit=1`, { headers: bearer(token) })).data as {
    id: string;
  }[];
  return one?.id ?? '';
}

test('no page and no payload of an admin holds a secret, a hash or a path; a form says set or not set (28)', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Looking around', 'admin');
  const [integration, list, contact, run] = [
    await firstOf(page, 'integrations', token),
    await firstOf(page, 'marketing-lists', token),
    await firstOf(page, 'contacts', token),
    await firstOf(page, 'sync-runs', token),
  ];
  const cookie = await cookieOf(page);
  const all = [
    ...pages,
    `/integrations/${integration}`,
    `/integrations/${integration}/edit`,
    `/marketing-lists/${list}`,
    `/contacts/${contact}`,
    `/sync-runs/${run}`,
  ];
  let bytes = 0;
  for (const path of all) {
    for (const headers of [
      { cookie },
      { cookie, rsc: '1' },
      { cookie, rsc: '1', 'next-router-prefetch': '1' },
    ]) {
      const { text } = await send(path, { headers });
      bytes += text.length;
      expect([path, leaks(text)]).toEqual([path, []]);
    }
  }
  expect(bytes).toBeGreaterThan(500_000);
  for (const path of [
    'integrations',
    `integrations/${integration}`,
    'marketing-lists',
    'connections',
    'sync-runs',
  ]) {
    expect([path, leaks((await send(`/api/v1/${path}`, { headers: bearer(token) })).text)]).toEqual([
      path,
      [],
    ]);
  }
  await page.goto(`/integrations/${integration}/edit`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const field of await page.locator('input[type="password"]').all()) await expect(field).toHaveValue('');
});

test('what one person was given is never another’s: nothing of it may be kept, with RSC or without (29)', async ({
  page,
  browser,
}) => {
  await signIn(page, 'admin@example.com');
  const other = await browser.newPage();
  await signIn(other, 'viewer@example.com');
  const cookies = [await cookieOf(page), await cookieOf(other), ''];
  const places = [
    ...pages,
    '/api/search?q=a',
    '/api/records/tags?entity=contact&q=a',
    '/api/v1/contacts',
    '/nowhere',
  ];
  for (const path of places) {
    for (const cookie of cookies) {
      for (const headers of [
        { cookie },
        { cookie, rsc: '1' },
        { cookie, rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
      ]) {
        const reply = await send(path, { headers });
        const kept = String(reply.headers['cache-control'] ?? '');
        // A shared cache stores nothing of these, so there is nothing to mix up, whatever it makes of Vary.
        if (reply.status < 300 || reply.status >= 400)
          expect([path, Object.keys(headers).length, /no-store|private/.test(kept)]).toEqual([
            path,
            Object.keys(headers).length,
            true,
          ]);
        expect([path, /public|s-maxage/.test(kept)]).toEqual([path, false]);
        if ('rsc' in headers && reply.status === 200 && !path.startsWith('/api/'))
          expect([path, String(reply.headers.vary).toLowerCase().includes('rsc')]).toEqual([path, true]);
      }
    }
    expect([
      path,
      (await send(path, { headers: { cookie: cookies[1] } })).text.includes('admin@example.com'),
    ]).toEqual([path, false]);
  }
  await other.close();
});

test('a cache in between that all share keeps nothing of what somebody was given (29)', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const cookie = await cookieOf(page);
  let asked = 0;
  const dispatcher = new Agent()
    .compose((dispatch) => (options, handler) => {
      asked += 1;
      return dispatch(options, handler);
    })
    .compose(interceptors.cache({ type: 'shared', cacheByDefault: 3_600 }));
  const ask = async (path: string, headers: Record<string, string>): Promise<string> =>
    (await request(new URL(path, base()), { dispatcher, headers })).body.text();
  const [asset = ''] = /\/_next\/static\/[^"]+\.js/.exec(await ask('/sign-in', {})) ?? [];
  for (let times = 0; times < 2; times += 1) await ask(asset, {});
  // What anybody may have it does keep.
  expect(asked).toBe(2);
  const kinds: Record<string, string>[] = [{}, { rsc: '1' }];
  const all = [...pages, '/api/search?q=a', '/api/v1/contacts'].flatMap((path) =>
    kinds.map((kind) => ({ path, kind })),
  );
  for (const { path, kind } of all) {
    await ask(path, { cookie, ...kind });
    expect([path, (await ask(path, kind)).includes('admin@example.com')]).toEqual([path, false]);
  }
  expect(asked).toBe(2 + 2 * all.length);
  await dispatcher.close();
});

test('a download is a file with a harmless name, whatever the thing is called (27)', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Downloads', 'admin');
  const cookie = await cookieOf(page);
  for (const name of [
    'a";x=.html',
    '../../etc/passwd',
    'Kündigungen\r\nSet-Cookie: a=b',
    '\u202Egnp.exe',
    'x'.repeat(240),
    '<script>.svg',
    '%00%0d%0a',
    "'; filename*=UTF-8''evil.html",
  ]) {
    const made = await send('/api/v1/marketing-lists', {
      method: 'POST',
      headers: bearer(token),
      body: JSON.stringify({ name: `${Date.now() % 1_000_000} ${name}`, entity: 'contact', type: 'manual' }),
    });
    if (made.status === 400) continue;
    expect(made.status).toBe(201);
    const { headers, status } = await send(`/api/marketing-lists/${String(asJson(made).id)}/members.csv`, {
      headers: { cookie },
    });
    expect([name, status, headers['content-type'], headers['x-content-type-options']]).toEqual([
      name,
      200,
      'text/csv; charset=utf-8',
      'nosniff',
    ]);
    const disposition = String(headers['content-disposition']);
    expect(disposition).toMatch(
      /^attachment; filename="[^"\\/:%<>\r\n]*\.csv"; filename\*=UTF-8''[\w.!~*%-]*\.csv$/,
    );
    expect(headers['set-cookie']).toBeUndefined();
    expect(String(headers['content-security-policy'])).toContain("default-src 'none'");
  }
});

test('no log holds a secret, a token, an address of a person or a line that someone else began (20, 39, 44)', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const token = await makeToken(page, 'Logged', 'admin');
  const nasty = 'evil\u2028{"level":60,"msg":"forged"}\u001B[31m';
  for (const path of ['/api/v1/contacts', '/api/v1/nothing', '/sign-in']) {
    await send(path, {
      headers: {
        ...bearer(token),
        'user-agent': encodeURIComponent(nasty),
        'x-forwarded-for': 'forged-line',
      },
    });
    await send(`${path}?q=${encodeURIComponent(nasty)}`, {
      method: 'POST',
      headers: bearer(token),
      body: JSON.stringify({ email: 'logged-person@canary.example', firstName: nasty, password: 'x' }),
    });
  }
  const folder = join(process.env.E2E_DATA_DIR ?? '', 'logs');
  for (const name of readdirSync(folder).filter((one) => /^(web|worker)\.log/.test(one))) {
    const said = readFileSync(join(folder, name), 'utf8');
    expect([name, leaks(said)]).toEqual([name, []]);
    expect([
      name,
      said.includes(token),
      said.includes('logged-person@canary.example'),
      said.includes('"msg":"forged"'),
    ]).toEqual([name, false, false, false]);
    for (const line of said.split('\n').filter((one) => one.startsWith('{')))
      expect(() => JSON.parse(line) as unknown).not.toThrow();
  }
});
