import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Whence } from '@/lib/context';
import { testContext } from '@/prisma/test-context';
import { apiTokenGrid, createApiToken, findTokenBearer, listApiTokens } from './index';

const from = (address: string | null, userAgent: string | null): Whence => ({
  road: 'api',
  address,
  userAgent,
  tokenId: null,
});

const asked = (person: string[]) => ({
  q: '',
  sort: apiTokenGrid.table.defaultSort,
  filters: [{ field: 'person' as const, type: 'choice' as const, op: 'any' as const, value: person }],
  page: 1,
  size: 50,
});

test('a token says when and from where it was last used, noted at most once a minute', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const { token, id } = await createApiToken(ctx, {
    name: randomUUID(),
    scopes: ['lists:read'],
    expiresInDays: null,
  });
  const start = Date.now();
  const use = (seconds: number, whence: Whence) =>
    findTokenBearer({ db: ctx.db, now: () => new Date(start + seconds * 1000), whence }, token);
  const place = async () => {
    const { rows } = await listApiTokens(ctx, asked([String((ctx.actor as { userId: string }).userId)]));
    const row = rows.find((one) => one.id === id);
    return row && [row.lastUsedAt, row.lastUsedSource, row.lastUsedProgram];
  };
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  expect(await place()).toEqual([null, null, null]);
  await use(0, from('203.0.113.7', 'shop/2.1'));
  await use(30, from('203.0.113.8', 'curl/8.5.0'));
  expect(await place()).toEqual([at(0), '203.0.113.7', 'shop/2.1']);
  await use(61, from('203.0.113.8', 'curl/8.5.0'));
  expect(await place()).toEqual([at(61), '203.0.113.8', 'curl/8.5.0']);
  await use(122, from(null, null));
  expect(await place()).toEqual([at(122), null, null]);
});

test('an admin asks for the tokens of one person; nobody else sees another’s by asking', async () => {
  const [admin, one, other] = [
    await testContext({ role: 'admin' }),
    await testContext({ role: 'viewer' }),
    await testContext({ role: 'viewer' }),
  ];
  const idOf = (ctx: typeof one): string => (ctx.actor as { userId: string }).userId;
  const made = { scopes: ['statistics:read' as const], expiresInDays: null };
  const mine = await createApiToken(one, { name: 'Mine', ...made });
  await createApiToken(other, { name: 'Theirs', ...made });
  const names = async (ctx: typeof one, people: string[]) => {
    const { rows, total } = await listApiTokens(ctx, asked(people));
    expect(total).toBe(rows.length);
    return rows.map(({ name }) => name).sort();
  };
  expect(await names(admin, [idOf(one)])).toEqual(['Mine']);
  expect(await names(admin, [idOf(one), idOf(other)])).toEqual(['Mine', 'Theirs']);
  expect(await names(admin, ['x'])).toEqual([]);
  expect(await names(one, [idOf(other)])).toEqual([]);
  expect(await names(one, [idOf(one)])).toEqual(['Mine']);
  expect(mine.ownerEmail).toBe((one.actor as { email: string }).email);
});
