import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type AuthOptions } from 'next-auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quietPort } from '@/scripts/local/free-port';
import { startOidcProvider, testClient } from '@/prisma/test-oidc-provider';
import { authCookies } from './cookie-setting';
import { oidcProvider } from './oidc-provider';

/** What next-auth takes for its own address where nothing says another. */
const origin = 'http://localhost:3000';
const accounts = {
  tove: { email: 'tove@example.com', email_verified: true, name: 'Tove Lund', groups: ['marketing'] },
};

let provider: Awaited<ReturnType<typeof startOidcProvider>>;
beforeAll(async () => {
  provider = await startOidcProvider({ port: await quietPort(), applicationUrl: origin, accounts });
});
afterAll(() => provider.stop());

/** What a browser keeps, at either place. */
function browser() {
  const jar = new Map<string, string>();
  const header = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const take = (set: string): void => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    jar.set(name, value);
  };
  /** Follows until it is sent to Dotbridge or shown a page. */
  const open = async (address: string, init: RequestInit = {}): Promise<{ url: URL; page: string }> => {
    const answer = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie: header() },
    });
    answer.headers.getSetCookie().forEach(take);
    const next = answer.headers.get('location');
    const url = new URL(next ?? address, address);
    if (next === null || url.origin === origin) return { url, page: await answer.text() };
    return open(url.href);
  };
  return { open };
}

/** The way there and back, told by next-auth what to keep and where to go. */
async function signInAs(
  login: string,
  tamper: (query: Record<string, string>) => Record<string, string> = (query) => query,
) {
  const told: unknown[] = [];
  const kept: Record<string, string> = {};
  const options: AuthOptions = {
    secret: 'a secret of thirty-two letters or more',
    cookies: authCookies('https://dotbridge.example.com'),
    providers: [
      oidcProvider({
        issuer: provider.issuer,
        clientId: testClient.id,
        clientSecret: testClient.secret,
        name: 'Example ID',
        scope: 'openid profile email groups',
        groupsClaim: 'groups',
        groupRoles: new Map(),
        defaultRole: null,
        trustsAddresses: false,
        only: false,
      }),
    ],
    callbacks: {
      signIn: ({ profile }) => {
        told.push(profile);
        return '/in';
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
  const ask = (path: string[], { method = 'GET', query = {}, body = {} } = {}) =>
    askNextAuth(
      options,
      { method, headers: {}, cookies: kept, query: { ...query, nextauth: path }, body },
      kept,
    );
  const { csrfToken } = (await ask(['csrf'])).body;
  const { redirect } = await ask(['signin', 'oidc'], {
    method: 'POST',
    body: { csrfToken, callbackUrl: '/' },
  });
  const { open } = browser();
  const { url } = await open(redirect);
  const { url: back } = await open(url.href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ prompt: 'login', login, password: 'any' }).toString(),
  });
  const query = tamper(Object.fromEntries(back.searchParams));
  const end = await ask(['callback', 'oidc'], { query });
  return { asked: new URL(redirect).searchParams, told, end: end.redirect, kept: Object.keys(kept) };
}

type Answered = { redirect: string; body: { csrfToken?: string } };

/** next-auth as a route of the older kind: the request is all it needs of Next.js. */
function askNextAuth(
  options: AuthOptions,
  request: Pick<NextApiRequest, 'method' | 'headers' | 'cookies' | 'query' | 'body'>,
  kept: Record<string, string>,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const answered: Answered = { redirect: '', body: {} };
    const set: string[] = [];
    const end = (): void => {
      for (const one of set) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        kept[name] = decodeURIComponent(value);
      }
      resolve(answered);
    };
    const response = {
      status: () => response,
      getHeader: () => set,
      setHeader: (name: string, value: string | string[]) => {
        if (name.toLowerCase() === 'set-cookie') set.splice(0, set.length, ...[value].flat());
        if (name.toLowerCase() === 'location') answered.redirect = String(value);
        return response;
      },
      json: (body: Answered['body']) => ((answered.body = body), end()),
      send: (body: Answered['body']) => ((answered.body = body), end()),
      redirect: (_: number, to: string) => ((answered.redirect = to), end()),
      end,
    };
    Promise.resolve(
      NextAuth(request as NextApiRequest, response as unknown as NextApiResponse, options),
    ).catch(reject);
  });
}

test('a real provider tells who it is, with address, groups and when it asked them', async () => {
  const { asked, told, end, kept } = await signInAs('tove');
  expect(kept.filter((name) => !name.startsWith('__Host-dotbridge.'))).toEqual([]);
  expect(kept.length).toBeGreaterThan(3);
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    state: expect.any(String),
    nonce: expect.any(String),
  });
  expect(told).toMatchObject([{ sub: 'tove', ...accounts.tove, auth_time: expect.any(Number) }]);
  expect(end).toBe('/in');
});

test('a state or a code that isn’t its own opens nothing', async () => {
  for (const forged of ['state', 'code']) {
    const { told, end } = await signInAs('tove', (query) => ({ ...query, [forged]: 'forged' }));
    expect([told, end]).toEqual([[], expect.stringContaining('error=OAuthCallback')]);
  }
});

test.each([
  ['another provider', { iss: 'http://127.0.0.1:1' }],
  ['somebody else', { aud: 'another-client' }],
  ['an hour ago', { exp: Math.floor(Date.now() / 1000) - 3_600 }],
])('an ID token that was rightly signed, of or for %s, opens nothing', async (_, wrong) => {
  provider.tells((claims) => ({ ...claims, ...wrong }));
  const { told, end } = await signInAs('tove');
  expect([told, end]).toEqual([[], expect.stringContaining('error=OAuthCallback')]);
  provider.tells((claims) => claims);
  expect((await signInAs('tove')).end).toBe('/in');
});
