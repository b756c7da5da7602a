import { describe, expect, test } from 'vitest';
import { revokeApiToken, takeTurn } from '@/lib/api-tokens';
import { createRecords } from '@/prisma/seed/records';
import { read, testApi } from './test-api';

const problem = (status: number, code: string) =>
  expect.objectContaining({
    status,
    code,
    title: expect.any(String) as string,
    detail: expect.any(String) as string,
  });

describe('who may call', () => {
  test('without a token, with a wrong one, with one in the address or in a cookie: 401, and it says how', async () => {
    const { call, token } = await testApi();
    for (const own of [
      { token: null },
      { token: 'dbr_nonsense' },
      { token: `${token}x` },
      { token: null, headers: { cookie: `dotbridge.session=${token}` } },
      { token: null, headers: { authorization: `Basic ${token}` } },
    ]) {
      const answer = await call('GET', '/contacts', undefined, own);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect((await call('GET', `/contacts?token=${token}`, undefined, { token: null })).status).toBe(401);
    expect((await call('GET', '/contacts')).status).toBe(200);
  });

  test('a revoked token, an expired one and a disabled person’s are refused by the next call; a lower role counts at once', async () => {
    const { call, ctx, person } = await testApi();
    const userId = person.actor.kind === 'person' ? BigInt(person.actor.userId) : 0n;
    expect((await call('GET', '/integrations')).status).toBe(200);
    await ctx.db.prisma.user.update({ where: { id: userId }, data: { role: 'viewer' } });
    expect((await call('GET', '/integrations')).body).toEqual(problem(403, 'forbidden'));
    await ctx.db.prisma.user.update({
      where: { id: userId },
      data: { role: 'admin', disabledAt: new Date() },
    });
    expect((await call('GET', '/integrations')).status).toBe(401);
    await ctx.db.prisma.user.update({ where: { id: userId }, data: { disabledAt: null } });
    await ctx.db.prisma.apiToken.updateMany({
      where: { userId },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await call('GET', '/integrations')).status).toBe(401);
    await ctx.db.prisma.apiToken.updateMany({ where: { userId }, data: { expiresAt: null } });
    const { id } = await ctx.db.prisma.apiToken.findFirstOrThrow({ where: { userId } });
    await revokeApiToken(person, { id: String(id) });
    expect((await call('GET', '/integrations')).status).toBe(401);
  });

  test('how the program named itself is kept with the use of its token', async () => {
    const { call, ctx, person } = await testApi();
    await call('GET', '/contacts', undefined, { headers: { 'user-agent': 'shop-connector/2.1' } });
    const userId = person.actor.kind === 'person' ? BigInt(person.actor.userId) : 0n;
    expect(await ctx.db.prisma.apiToken.findFirstOrThrow({ where: { userId } })).toMatchObject({
      lastUsedAt: expect.any(Date) as Date,
      lastUsedProgram: 'shop-connector/2.1',
    });
  });

  test('a scope that a token lacks is named', async () => {
    const { call } = await testApi({ scopes: ['statistics:read'] });
    const answer = await call('GET', '/contacts');
    expect(answer.body).toEqual(problem(403, 'missing_scope'));
    expect(answer.headers.get('www-authenticate')).toContain('records:read');
    expect((await call('GET', '/email-campaigns')).status).toBe(200);
  });

  test('too many calls in a minute are told when to come back', async () => {
    const { call, ctx } = await testApi();
    await call('GET', '/contacts');
    const { id } = await ctx.db.prisma.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await ctx.db.prisma.$executeRaw`UPDATE rate_limits SET points = 100000 WHERE key = ${`api:${id}`}`;
    const answer = await call('GET', '/contacts');
    expect(answer.body).toEqual(problem(429, 'too_many'));
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect(takeTurn(ctx, 'another')).resolves.toBeUndefined();
  });

  test('a token is kept as its hash and used at most once a minute as far as the table knows', async () => {
    const { call, ctx, token } = await testApi();
    await call('GET', '/contacts');
    const before = await ctx.db.prisma.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await call('GET', '/contacts');
    const after = await ctx.db.prisma.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(after.lastUsedAt).toEqual(before.lastUsedAt);
    expect(token).toMatch(/^dbr_[\w-]{32}$/);
    const [dump] = await ctx.db.prisma.$queryRaw<
      { text: string }[]
    >`SELECT string_agg(t::text, '') AS text FROM api_tokens t`;
    expect(dump?.text).not.toContain(token);
    expect(Buffer.from(after.hash)).toHaveLength(32);
  });
});

describe('what is refused, by name', () => {
  test.each<[string, string, string]>([
    ['an unknown key', '{"email":"a@example.com","role":"admin"}', 'role'],
    ['a key that is never a client’s', '{"email":"a@example.com","id":"1"}', 'id'],
    ['a key twice', '{"email":"a@example.com","email":"b@example.com"}', 'email'],
    ['a prototype', '{"email":"a@example.com","__proto__":{"x":1}}', '__proto__'],
    [
      'a prototype that is spelled in another way',
      '{"email":"a@example.com","\\u005f_proto__":{"x":1}}',
      '__proto__',
    ],
    ['a constructor', '{"custom":{"constructor":{"prototype":{"x":1}}}}', 'constructor'],
    ['an array for a text', '{"email":["a@example.com"]}', 'email'],
    ['a number for a text', '{"firstName":12}', 'firstName'],
    ['an object for a text', '{"email":{"contains":"@"}}', 'email'],
    ['an address that is none', '{"email":"nobody"}', 'email'],
    ['a custom field that there isn’t', '{"email":"a@example.com","custom":{"nope":1}}', 'custom.nope'],
  ])('%s', async (_, raw, path) => {
    const { call } = await testApi();
    const answer = await call('POST', '/contacts', undefined, { raw });
    expect(answer.status).toBe(400);
    expect(read(answer, 'errors', 0, 'path')).toBe(path);
    expect(Object.keys({})).toEqual([]);
    expect('x' in {}).toBe(false);
  });

  test.each<[string, string]>([
    ['a text with NUL', '{"firstName":"a\\u0000b"}'],
    ['no JSON', '{"firstName":'],
    ['JSON and something behind it', '{"firstName":"A"} x'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
  ])('%s', async (_, raw) => {
    const { call } = await testApi();
    expect((await call('POST', '/contacts', undefined, { raw })).status).toBe(400);
  });

  test('bytes that are not UTF-8, another media type, a packed or a huge body', async () => {
    const { call } = await testApi();
    const bytes = new Uint8Array([0x7b, 0x22, 0x61, 0xff, 0x22, 0x7d]);
    expect((await call('POST', '/contacts', undefined, { raw: bytes })).status).toBe(400);
    expect((await call('POST', '/contacts', {}, { headers: { 'content-type': 'text/plain' } })).body).toEqual(
      problem(415, 'unsupported_media_type'),
    );
    expect(
      (
        await call(
          'POST',
          '/contacts',
          {},
          { headers: { 'content-type': 'application/json; charset=latin1' } },
        )
      ).status,
    ).toBe(415);
    expect((await call('POST', '/contacts', {}, { headers: { 'content-encoding': 'gzip' } })).status).toBe(
      415,
    );
    const huge = await call('POST', '/contacts', { firstName: 'x'.repeat(1_100_000) });
    expect(huge.body).toEqual(problem(413, 'too_large'));
    expect(read(huge, 'detail')).toContain('1,000,000');
  });

  test('an answer that a client won’t take, a method an address hasn’t, an address that isn’t', async () => {
    const { call } = await testApi();
    expect((await call('GET', '/contacts', undefined, { headers: { accept: 'text/html' } })).status).toBe(
      406,
    );
    expect(
      (await call('GET', '/contacts', undefined, { headers: { accept: 'text/html, */*;q=0.1' } })).status,
    ).toBe(200);
    const wrong = await call('PUT', '/contacts', {});
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET, POST');
    expect((await call('GET', '/nothing')).body).toEqual(problem(404, 'not_found'));
    for (const id of ['0', '999999999', 'abc', '1e3', '0x10', '%00', '99999999999999999999'])
      expect((await call('GET', `/contacts/${id}`)).status).toBe(404);
  });

  test.each([
    'limit=0',
    'limit=-1',
    'limit=501',
    'limit=1000000000',
    'limit=NaN',
    'limit=1e2',
    'limit=',
    'limit=1&limit=2',
    'unknown=1',
    'cursor=abc',
    'cursor=',
    'email=%00',
    "consent=given'--",
    'ownerId=1%20OR%201=1',
    'updatedSince=yesterday',
    'email[contains]=a',
    '__proto__=1',
    'token=x',
  ])('the query ?%s', async (query) => {
    const { call } = await testApi();
    const answer = await call('GET', `/contacts?${query}`);
    expect(answer.status).toBe(400);
    expect(read(answer, 'errors', 0, 'path')).toBe(query.split('=')[0]);
  });
});

describe('lists', () => {
  test('go on by cursor without missing or repeating anyone, also while records come and go', async () => {
    const { call, ctx } = await testApi();
    const made = await createRecords(ctx.db.prisma, 23, { entity: 'lead' });
    const seen: unknown[] = [];
    let cursor: unknown = null;
    for (let page = 0; page < 10; page += 1) {
      const answer = await call(
        'GET',
        `/leads?limit=5${typeof cursor === 'string' ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...(read(answer, 'data') as { id: string }[]).map(({ id }) => id));
      cursor = read(answer, 'nextCursor');
      if (page === 1)
        await ctx.db.prisma.crmRecord.update({
          where: { id: made[0]?.id ?? 0n },
          data: { deletedAt: new Date() },
        });
      if (cursor === null) break;
    }
    expect(seen).toEqual(made.map(({ id }) => String(id)));
  });

  test('a cursor that was altered, or belongs to another question, is refused', async () => {
    const { call, ctx } = await testApi();
    await createRecords(ctx.db.prisma, 3, { entity: 'customer' });
    const cursor = String(read(await call('GET', '/customers?limit=1'), 'nextCursor'));
    expect((await call('GET', `/customers?limit=2&cursor=${cursor}`)).status).toBe(200);
    const other = `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const path of [
      `/customers?cursor=${other}`,
      `/contacts?cursor=${cursor}`,
      `/customers?consent=given&cursor=${cursor}`,
      `/customers?cursor=${cursor}x`,
    ]) {
      expect((await call('GET', path)).status).toBe(400);
    }
  });
});

test('every answer forbids keeping and guessing', async () => {
  const { call } = await testApi();
  for (const answer of [
    await call('GET', '/contacts'),
    await call('GET', '/contacts/9'),
    await call('GET', '/nothing', undefined, { token: null }),
  ]) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('a record is made, read, changed over the right version and deleted', async () => {
  const { call } = await testApi({ role: 'marketer', scopes: ['records:read', 'records:write'] });
  const made = await call('POST', '/contacts', {
    email: 'Ada@Example.com',
    firstName: 'Ada',
    tags: ['vip'],
    consent: { state: 'given', text: 'Yes, mail me', at: '2026-01-02T03:04:05Z' },
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    email: 'Ada@Example.com',
    tags: ['vip'],
    consent: { state: 'given', at: '2026-01-02T03:04:05.000Z' },
  });
  const path = `/contacts/${String(read(made, 'id'))}`;
  const version = Number(read(made, 'version'));
  expect((await call('GET', path)).headers.get('etag')).toBe(`"${version}"`);
  const changed = await call('PATCH', path, { lastName: 'Lovelace', version });
  expect(changed.body).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace' });
  expect((await call('PATCH', path, { lastName: 'Byron', version })).body).toEqual(problem(409, 'stale'));
  expect(
    (await call('PATCH', path, { lastName: 'Byron' }, { headers: { 'if-match': `"${version}"` } })).status,
  ).toBe(409);
  expect((await call('PATCH', path, { lastName: null })).body).toMatchObject({
    lastName: null,
    firstName: 'Ada',
  });
  const timeline = await call('GET', `${path}/timeline`);
  expect((read(timeline, 'data') as unknown[]).length).toBeGreaterThan(2);
  expect((await call('GET', path.replace('contacts', 'leads'))).status).toBe(404);
  expect((await call('DELETE', path.replace('contacts', 'leads'))).status).toBe(404);
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
});
