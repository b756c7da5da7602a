import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testApi } from '@/app/api/v1/test-api';
import { fromRequest, recordAudit, type Context } from '@/lib/context';
import { createOrResetUser, endSession, signIn, unknownPlace } from '@/lib/users';
import { parseTableQuery } from '@/lib/table-query';
import { testContext } from '@/prisma/test-context';
import { auditCsv, auditGrid, getAuditLine, listAuditLines, noteDownload, noteRefusal } from './index';

const agent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

const askedFrom = <Of extends Context>(ctx: Of, address: string): Of => ({
  ...ctx,
  whence: fromRequest((name) => ({ 'x-forwarded-for': address, 'user-agent': agent })[name] ?? null, {
    road: 'page',
    proxies: 1,
  }),
});

const ask = (params: Record<string, string | undefined>) => parseTableQuery(params, auditGrid.table);
const userId = (ctx: Context): string => (ctx.actor.kind === 'person' ? ctx.actor.userId : '');

test('a line says who, when, whence and what, and is found by each', async () => {
  const admin = askedFrom(await testContext({ role: 'admin' }), '203.0.113.77');
  await admin.db.prisma.$transaction((tx) =>
    recordAudit(admin, tx, {
      action: 'settings.update',
      subjectType: 'settings',
      subjectId: 'here',
      detail: { before: { a: 1 }, after: { a: 2 } },
    }),
  );
  for (const asked of [
    { 'f.person': `any:${userId(admin)}` },
    { 'f.from': 'is:203.0.113.77' },
    { 'f.subject': 'any:settings', 'f.subjectId': 'any:here' },
    { 'f.kind': 'any:secrets', 'f.subjectId': 'any:here' },
    { q: '203.0.113.77' },
  ]) {
    const { rows, total } = await listAuditLines(admin, ask(asked));
    expect([asked, total]).toEqual([asked, 1]);
    expect(rows[0]).toMatchObject({
      actorId: userId(admin),
      action: 'settings.update',
      subjectId: 'here',
      refused: false,
      road: 'page',
      address: '203.0.113.77',
      userAgent: 'Chrome 131, Linux',
      detail: { before: { a: 1 }, after: { a: 2 } },
    });
    const { link } = await getAuditLine(admin, { id: rows[0]?.id ?? '' });
    expect(link?.hash).toMatch(/^[0-9a-f]{64}$/);
  }
  const parts: string[] = [];
  for await (const part of await auditCsv(admin, ask({ 'f.from': 'is:203.0.113.77' }))) parts.push(part);
  expect(parts.join('')).toContain('Settings: update');
  const marketer = await testContext({ role: 'marketer' });
  for (const tried of [
    listAuditLines(marketer, ask({})),
    auditCsv(marketer, ask({})),
    getAuditLine(marketer, { id: '1' }),
  ])
    await expect(tried).rejects.toMatchObject({ code: 'forbidden' });
});

test('signing in, failing to and signing out leave lines with the person and whence', async () => {
  const admin = await testContext();
  const email = `${randomUUID()}@example.com`;
  const password = 'correct horse battery';
  const { id } = await createOrResetUser(admin, { email, role: 'viewer', password });
  const here = askedFrom(admin, '203.0.113.5');
  await signIn(here, { email, password: 'wrong' }, unknownPlace);
  const signedIn = await signIn(here, { email, password }, unknownPlace);
  await endSession(here, signedIn?.sessionId ?? '');
  const { rows } = await listAuditLines(
    admin,
    ask({ 'f.subject': 'any:user', 'f.subjectId': `any:${id}`, 'f.kind': 'any:sign_in', sort: 'at.asc' }),
  );
  expect(rows.map(({ action, refused, actor, address }) => [action, refused, actor, address])).toEqual([
    ['session.refuse', true, 'sign-in', '203.0.113.5'],
    ['session.open', false, email, '203.0.113.5'],
    ['session.end', false, email, '203.0.113.5'],
  ]);
});

test('what was refused is noted with who, what for and what it was about; trying on leaves one line more', async () => {
  const ctx = askedFrom(await testContext({ role: 'viewer' }), '203.0.113.6');
  for (let n = 0; n < 60; n += 1)
    await noteRefusal(ctx, { asked: 'integrations.write', method: 'POST', path: '/integrations/12/edit' });
  const { rows, total } = await listAuditLines(
    ctx.db ? { ...ctx, actor: { kind: 'system', name: 'test' } } : ctx,
    {
      ...ask({ 'f.person': `any:${userId(ctx)}`, 'f.refused': 'is:yes', sort: 'at.asc' }),
      size: 100,
    },
  );
  expect(total).toBe(31);
  expect(rows[0]).toMatchObject({
    action: 'access.refuse',
    subjectType: 'integration',
    subjectId: '12',
    detail: { asked: 'integrations.write', needs: 'admin', method: 'POST', path: '/integrations/12/edit' },
  });
  expect(rows.filter(({ action }) => action === 'access.refuse-more')).toHaveLength(1);
});

test('unknown ones are bounded by their address, and all together', async () => {
  const ctx = await testContext();
  const nobody: Context['actor'] = { kind: 'system', name: 'an unknown token' };
  const before = await ctx.db.prisma.auditEntry.count({ where: { refused: true } });
  const tries = Array.from({ length: 40 }, (_, place) =>
    Array.from({ length: 12 }, () => `198.51.100.${place}`),
  ).flat();
  for (const address of tries)
    await noteRefusal(
      { ...askedFrom(ctx, address), actor: nobody },
      {
        asked: 'a token that works',
        method: 'GET',
        path: '/api/v1/contacts',
      },
    );
  expect((await ctx.db.prisma.auditEntry.count({ where: { refused: true } })) - before).toBe(301);
});

test('a call of the REST API that the role or the scope forbids leaves a line, with the token', async () => {
  const { call, ctx, person } = await testApi({ role: 'marketer', scopes: ['records:read'] });
  expect((await call('DELETE', '/integrations/77')).status).toBe(403);
  expect((await call('GET', '/audit-entries')).status).toBe(403);
  expect((await call('GET', '/contacts', undefined, { token: 'dbr_wrong' })).status).toBe(401);
  const { rows } = await listAuditLines(
    ctx,
    ask({ 'f.person': `any:${userId(person)}`, 'f.refused': 'is:yes', sort: 'at.asc' }),
  );
  expect(rows).toMatchObject([
    {
      subjectType: 'integration',
      subjectId: '77',
      road: 'api',
      detail: { asked: 'missing_scope', method: 'DELETE' },
    },
    { subjectType: 'audit', subjectId: null, road: 'api' },
  ]);
  const tokenId = rows[0]?.tokenId ?? '';
  expect((await listAuditLines(ctx, ask({ 'f.token': `any:${tokenId}` }))).total).toBe(2);
  const unknown = await listAuditLines(ctx, ask({ 'f.who': 'is:an unknown token' }));
  expect(unknown.rows[0]).toMatchObject({ detail: { asked: 'a token that works' } });
});

test('a program reads the lines page by page, narrowed, with who did it by which token', async () => {
  const { call, person } = await testApi({ role: 'admin' });
  const made = await call('POST', '/contacts', { email: `${randomUUID()}@example.com` });
  expect(made.status).toBe(201);
  const id = (made.body as { id: string }).id;
  type Page = { data: Record<string, unknown>[]; nextCursor: string | null };
  const one = (await call('GET', `/audit-entries?subjectType=record&subjectId=${id}`)).body as Page;
  expect(one.data).toMatchObject([
    { action: 'contact.create', actorId: userId(person), road: 'api', refused: false },
  ]);
  const first = (await call('GET', `/audit-entries?limit=1`)).body as Page;
  const second = (await call('GET', `/audit-entries?limit=1&cursor=${first.nextCursor}`)).body as Page;
  expect(Number(second.data[0]?.id)).toBeLessThan(Number(first.data[0]?.id));
});

test('a file that is taken out leaves a line with its name', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await noteDownload(ctx, 'contacts-2026-11-30.csv');
  const system = { ...ctx, actor: { kind: 'system' as const, name: 'test' } };
  const { rows } = await listAuditLines(
    system,
    ask({ 'f.person': `any:${userId(ctx)}`, 'f.kind': 'any:files' }),
  );
  expect(rows).toMatchObject([{ action: 'file.download', detail: { fileName: 'contacts-2026-11-30.csv' } }]);
});
