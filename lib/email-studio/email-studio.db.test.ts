import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import {
  createIntegration,
  setIntegrationActive,
  updateIntegration,
  getIntegration,
} from '@/lib/integrations';
import { CreateIntegration, UpdateIntegration } from '@/lib/integrations/schemas';
import { testContext } from '@/prisma/test-context';
import { startSimulator, type Simulator } from '@/simulator/start';
import {
  beginStudioSignIn,
  chooseStudio,
  disconnectStudio,
  finishStudioSignIn,
  getStudio,
  openStudio,
  rotateStudioTokens,
} from './index';

const callbackUrl = 'http://127.0.0.1:3000/dotdigital/email-studio/callback';
const ownOrigin = 'http://127.0.0.1:3000';

let sandbox: Simulator;
beforeAll(async () => {
  sandbox = await startSimulator();
});
beforeEach(() => control('/reset', { seed: 1 }));
afterAll(() => sandbox.close());

async function control<T>(
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<T> {
  const answer = await fetch(`${sandbox.url}/_control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

let count = 0;
async function world(given: Record<string, unknown> = {}) {
  const ctx = await testContext({ role: 'admin', dotdigitalUrl: sandbox.url });
  const { id } = await createIntegration(
    ctx,
    CreateIntegration.parse({
      name: `Studio ${(count += 1)}`,
      username: 'apiuser-demo@apiconnector.com',
      password: 'sandbox-password',
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      ...given,
    }),
  );
  const session = { sessionId: randomUUID(), callbackUrl };
  return { ctx, id, session, integrationId: id };
}
type World = Awaited<ReturnType<typeof world>>;

/** Presses Allow or Refuse on the sandbox's page, as the person's browser would; gives what it is sent back with. */
async function decide(
  url: string,
  decision: 'allow' | 'refuse',
): Promise<{ state: string; code: string; error: string }> {
  const [account] = await control<{ id: number }[]>('/accounts');
  const asked = new URL(url);
  const answer = await fetch(`${asked.origin}${asked.pathname}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...Object.fromEntries(asked.searchParams),
      decision,
      account: String(account?.id),
    }),
  });
  const back = new URL(answer.headers.get('location') ?? '');
  const read = (name: string): string => back.searchParams.get(name) ?? '';
  return { state: read('state'), code: read('code'), error: read('error') };
}

async function connect({ ctx, integrationId, session }: World) {
  const { url } = await beginStudioSignIn(ctx, { integrationId, ...session });
  const back = await decide(url, 'allow');
  return { back, arrival: await finishStudioSignIn(ctx, { ...back, ...session }) };
}

const landing = async (url: string | null): Promise<string> =>
  url === null ? '' : (await fetch(url)).text();
const auditOf = async (ctx: Context, id: string): Promise<string[]> =>
  (
    await ctx.db.prisma.auditEntry.findMany({
      where: { subjectType: 'integration', subjectId: id, action: { startsWith: 'email-studio' } },
      orderBy: { id: 'asc' },
    })
  ).map(({ action }) => action);

test('connects a person, opens Dotdigital signed in, and forgets them again', async () => {
  const one = await world();
  const { arrival } = await connect(one);
  expect(arrival).toEqual({ integrationId: one.id, problem: null });
  expect(await getStudio(one.ctx, { integrationId: null, ownOrigin })).toMatchObject({
    chosen: { id: one.id, application: sandbox.url },
    problem: null,
    framed: true,
  });
  const { url } = await openStudio(one.ctx, one);
  expect(new URL(url ?? '').origin).toBe(sandbox.url);
  expect(await landing(url)).toContain('Signed in as');
  await disconnectStudio(one.ctx, one);
  await disconnectStudio(one.ctx, one);
  expect(await openStudio(one.ctx, one)).toEqual({ url: null, problem: 'revoked' });
  expect(await auditOf(one.ctx, one.id)).toEqual(['email-studio.connect', 'email-studio.disconnect']);
});

test('keeps the refresh token encrypted, bound to person and integration, and readable after a rotation of keys', async () => {
  const one = await world();
  await connect(one);
  const [kept] = await one.ctx.db.prisma.studioAccess.findMany({ where: { integrationId: BigInt(one.id) } });
  expect(Buffer.from(kept?.ciphertext ?? []).toString('latin1')).not.toContain('refresh-');
  const { keyring } = one.ctx.config;
  const keys = new Map([['newer', Buffer.alloc(32, 7)], ...keyring.keys]);
  const rotated = { ...one.ctx, config: { ...one.ctx.config, keyring: { primary: 'newer', keys } } };
  expect(await rotateStudioTokens(rotated)).toBeGreaterThan(0);
  expect(await rotateStudioTokens(rotated)).toBe(0);
  expect((await openStudio(rotated, one)).problem).toBeNull();
  expect((await openStudio(one.ctx, one)).problem).toBe('key');
});

test('takes a state once, in its own session, by its own person, for ten minutes', async () => {
  const one = await world();
  const begin = async () =>
    decide((await beginStudioSignIn(one.ctx, { ...one, ...one.session })).url, 'allow');
  const finish = async (
    ctx: Context,
    back: { state: string; code: string; error: string },
    sessionId: string,
  ) => (await finishStudioSignIn(ctx, { ...back, sessionId, callbackUrl })).problem;

  const used = await begin();
  expect(await finish(one.ctx, used, one.session.sessionId)).toBeNull();
  expect(await finish(one.ctx, used, one.session.sessionId)).toBe('stale');

  expect(await finish(one.ctx, await begin(), randomUUID())).toBe('stale');
  const other = await testContext({ role: 'marketer', dotdigitalUrl: sandbox.url });
  expect(await finish(other, await begin(), one.session.sessionId)).toBe('stale');
  expect(await finish(one.ctx, { ...(await begin()), state: 'guessed' }, one.session.sessionId)).toBe(
    'stale',
  );
  const late = { ...one.ctx, now: () => new Date(Date.now() + 11 * 60_000) };
  expect(await finish(late, await begin(), one.session.sessionId)).toBe('stale');

  const twice = await begin();
  const both = await Promise.all([1, 2].map(() => finish(one.ctx, twice, one.session.sessionId)));
  expect(both.sort()).toEqual([null, 'stale']);
});

test('names what went wrong, one way forward each', async () => {
  const one = await world();
  const { url } = await beginStudioSignIn(one.ctx, { ...one, ...one.session });
  const refused = await finishStudioSignIn(one.ctx, { ...(await decide(url, 'refuse')), ...one.session });
  expect(refused).toEqual({ integrationId: one.id, problem: 'refused' });

  const again = await beginStudioSignIn(one.ctx, { ...one, ...one.session });
  const elsewhere = await finishStudioSignIn(one.ctx, {
    ...(await decide(again.url, 'allow')),
    sessionId: one.session.sessionId,
    callbackUrl: `${callbackUrl}/elsewhere`,
  });
  expect(elsewhere.problem).toBe('code');

  await connect(one);
  await control('/oauth/revoke', {});
  expect(await openStudio(one.ctx, one)).toEqual({ url: null, problem: 'revoked' });
  expect((await getStudio(one.ctx, { integrationId: one.id, ownOrigin })).problem).toBe('revoked');
  expect((await connect(one)).arrival.problem).toBeNull();

  await control('/oauth-clients', { id: 'sandbox-client', secret: 'another-secret' });
  expect(await openStudio(one.ctx, one)).toEqual({ url: null, problem: 'client' });

  const bare = await world({ clientId: '', clientSecret: '' });
  expect((await getStudio(bare.ctx, { integrationId: bare.id, ownOrigin })).problem).toBe('no-client');
  const half = await world({ clientSecret: '' });
  expect((await getStudio(half.ctx, { integrationId: half.id, ownOrigin })).problem).toBe('no-secret');
  await expect(beginStudioSignIn(half.ctx, { ...half, ...half.session })).rejects.toMatchObject({
    code: 'conflict',
    userMessage: expect.stringContaining('Client Secret Key') as string,
  });
  await setIntegrationActive(half.ctx, { id: half.id, active: false });
  expect((await getStudio(half.ctx, { integrationId: half.id, ownOrigin })).problem).toBe('inactive');
});

test('goes to a custom domain only where it is allowed, for the authorise page too as the switch says', async () => {
  const port = new URL(sandbox.url).port;
  const custom = `http://localhost:${port}`;
  const one = await world();
  const ctx = {
    ...one.ctx,
    config: {
      ...one.ctx.config,
      dotdigitalAllowedHosts: [...one.ctx.config.dotdigitalAllowedHosts, `localhost:${port}`],
    },
  };
  const asks: Record<string, string> = {};
  for (const authorisePlace of ['application', 'sign-in'] as const) {
    const { version } = await getIntegration(ctx, { id: one.id });
    const form = UpdateIntegration.parse({
      ...CreateIntegration.parse({
        name: `Custom ${authorisePlace} ${one.id}`,
        username: 'apiuser-demo@apiconnector.com',
        password: 'sandbox-password',
        clientId: 'sandbox-client',
      }),
      oauthDomain: custom,
      authorisePlace,
      id: one.id,
      version,
    });
    await updateIntegration(ctx, form);
    const { url } = await beginStudioSignIn(ctx, { ...one, ...one.session });
    asks[authorisePlace] = new URL(url).origin;
    const back = await decide(url, 'allow');
    expect((await finishStudioSignIn(ctx, { ...back, ...one.session })).problem).toBeNull();
    const opened = await openStudio(ctx, one);
    expect(new URL(opened.url ?? '').origin).toBe(custom);
    expect(await landing(opened.url)).toContain('Signed in as');
  }
  expect(asks).toEqual({ application: custom, 'sign-in': sandbox.url });
  expect((await getStudio(one.ctx, { integrationId: one.id, ownOrigin })).problem).toBe('host');
  expect(await openStudio(one.ctx, one)).toEqual({ url: null, problem: 'host' });
});

test('follows a refresh token that Dotdigital renews at every visit, and its frame rules', async () => {
  await control('/settings', { oauthRefresh: 'rotated', appInFrames: 'refused' });
  const one = await world();
  await connect(one);
  for (const visit of [1, 2, 3])
    expect([visit, (await openStudio(one.ctx, one)).problem]).toEqual([visit, null]);
  expect((await getStudio(one.ctx, { integrationId: one.id, ownOrigin })).framed).toBe(false);
});

test('remembers per person which integration opens', async () => {
  const [first, second] = [await world(), await world()];
  await chooseStudio(first.ctx, { integrationId: first.id });
  await chooseStudio(first.ctx, { integrationId: second.id });
  const chosen = async (ctx: Context) =>
    (await getStudio(ctx, { integrationId: null, ownOrigin })).chosen?.id;
  expect(await chosen(first.ctx)).toBe(second.id);
  await chooseStudio({ ...first.ctx, now: () => new Date(Date.now() + 1000) }, { integrationId: first.id });
  expect(await chosen(first.ctx)).toBe(first.id);
});

test('says that Dotdigital is away, and loses nothing by it', async () => {
  const one = await world();
  await connect(one);
  await one.ctx.db.prisma.integration.update({
    where: { id: BigInt(one.id) },
    data: { oauthDomain: 'http://127.0.0.1:9' },
  });
  const ctx = {
    ...one.ctx,
    config: {
      ...one.ctx.config,
      dotdigitalAllowedHosts: [...one.ctx.config.dotdigitalAllowedHosts, '127.0.0.1:9'],
    },
  };
  expect((await getStudio(ctx, { integrationId: one.id, ownOrigin })).problem).toBe('unreachable');
  expect(await openStudio(ctx, one)).toEqual({ url: null, problem: 'unreachable' });
  await one.ctx.db.prisma.integration.update({ where: { id: BigInt(one.id) }, data: { oauthDomain: null } });
  expect((await openStudio(one.ctx, one)).problem).toBeNull();
});
