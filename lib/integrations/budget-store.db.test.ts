import { expect, test } from 'vitest';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';
import { createBudgetStore } from './budget-store';

const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

test('without headers no limit is known, and every call may go', async () => {
  const ctx = await testContext();
  const store = createBudgetStore(ctx.db, await createIntegrationRow(ctx), 100);
  expect(await store.take('lowCallRate')).toEqual({ ok: true });
});

test('workers together take no more than there is, however many ask at once', async () => {
  const ctx = await testContext();
  const id = await createIntegrationRow(ctx);
  const store = createBudgetStore(ctx.db, id, 100);
  const stores = [store, ...[2, 3, 4].map(() => createBudgetStore(ctx.db, id, 100))];
  await store.learn('lowCallRate', { limit: 35, remaining: 12, resetAt: inSeconds(60) });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => stores)
      .flat()
      .map((one) => one.take('lowCallRate')),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(12);
  const refused = answers.find((answer) => !answer.ok);
  expect(refused && !refused.ok ? refused.retryAt.getTime() - Date.now() : 0).toBeGreaterThan(50_000);
  expect(await store.take('highCallRate')).toEqual({ ok: true });
});

test('inside a window the smaller number counts, a new window starts afresh', async () => {
  const ctx = await testContext();
  const id = await createIntegrationRow(ctx);
  const store = createBudgetStore(ctx.db, id, 100);
  const remaining = async () =>
    (await ctx.db.prisma.apiBudget.findFirstOrThrow({ where: { integrationId: id } })).remaining;
  await store.learn('lowCallRate', { limit: 35, remaining: 20, resetAt: inSeconds(40) });
  await store.learn('lowCallRate', { limit: 35, remaining: 25, resetAt: inSeconds(41) });
  expect(await remaining()).toBe(20);
  await store.learn('lowCallRate', { limit: 35, remaining: 34, resetAt: inSeconds(100) });
  expect(await remaining()).toBe(34);
});

test('when the window is over the whole limit is there again, once for all workers', async () => {
  const ctx = await testContext();
  const id = await createIntegrationRow(ctx);
  const store = createBudgetStore(ctx.db, id, 100);
  await store.learn('lowCallRate', { limit: 3, remaining: 0, resetAt: inSeconds(-1) });
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => store.take('lowCallRate')));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
});

test('a spent flat limit stops every tier and takes nothing from it', async () => {
  const ctx = await testContext();
  const id = await createIntegrationRow(ctx);
  const store = createBudgetStore(ctx.db, id, 100);
  await store.learn('lowCallRate', { limit: 35, remaining: 20, resetAt: inSeconds(40) });
  await store.learn('flat', { limit: 2000, remaining: 0, resetAt: inSeconds(600) });
  expect((await store.take('lowCallRate')).ok).toBe(false);
  const row = await ctx.db.prisma.apiBudget.findFirstOrThrow({
    where: { integrationId: id, tier: 'lowCallRate' },
  });
  expect(row.remaining).toBe(20);
});

test('of a share less than the whole, the rest of the limit is left to others', async () => {
  const ctx = await testContext();
  const id = await createIntegrationRow(ctx);
  const [whole, share] = [createBudgetStore(ctx.db, id, 100), createBudgetStore(ctx.db, id, 60)];
  await whole.learn('flat', { limit: 10, remaining: 6, resetAt: inSeconds(600) });
  expect((await share.take('flat')).ok).toBe(true);
  expect((await share.take('flat')).ok).toBe(true);
  expect((await share.take('flat')).ok).toBe(false);
  expect((await whole.take('flat')).ok).toBe(true);
});
