import { expect, it } from 'vitest';
import { condition, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { eventually } from '@/prisma/test-eventually';
import { Prisma } from '.';
import { countFilter, countLimits } from '@/lib/marketing-lists/evaluation/count-filter';
import { runRead } from './run-read';

const sleepers = Prisma.sql`SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()`;
const options = { timeoutMs: 600_000, tooSlow: 'too slow' };
/** For a figure, not an estimate, from a machine that is busy. */
const patient = { ...countLimits, quickMs: 60_000, quickCountMs: 30_000 };
const sleep = Prisma.sql`SELECT pg_sleep(600)`;

it('stops the statement inside PostgreSQL when the asker goes away, and gives the connection back sound', async () => {
  const ctx = await testContext();
  const asker = new AbortController();
  const reading = runRead(ctx, { ...options, signal: asker.signal }, (ask) => ask(sleep));
  const refused = expect(reading).rejects.toMatchObject({ code: 'unavailable' });
  const active = async (): Promise<bigint> =>
    (await ctx.db.prisma.$queryRaw<{ n: bigint }[]>(sleepers))[0]?.n ?? 0n;
  await eventually(async () => expect(await active()).toBe(1n));
  asker.abort();
  await refused;
  expect(await active()).toBe(0n);
  expect(await runRead(ctx, options, (ask) => ask<{ one: number }>(Prisma.sql`SELECT 1 AS one`))).toEqual([
    { one: 1 },
  ]);
});

it('of many questions at once those given up never reach the database, and the rest are answered', async () => {
  const ctx = await testContext();
  await createPerson(ctx.db.prisma);
  const input = { entity: 'contact' as const, filter: filterOf(condition('email', 'not_empty')) };
  const askers = Array.from({ length: 60 }, () => new AbortController());
  const answers = askers.map(({ signal }) =>
    countFilter(ctx, input, signal, patient).then(
      (answer) => answer.count,
      () => 'stopped',
    ),
  );
  for (const [n, asker] of askers.entries()) if (n % 2 === 0) asker.abort();
  const told = await Promise.all(answers);
  expect(told.filter((_, n) => n % 2 === 1).every((count) => typeof count === 'number' && count >= 1)).toBe(
    true,
  );
  expect(told.filter((answer) => answer === 'stopped').length).toBeGreaterThan(0);
  expect(ctx.db.pool.waitingCount).toBe(0);
});

it('of five hundred at once three reach the database, others are served beside them, and with their askers they are all gone (37)', async () => {
  const ctx = await testContext();
  const askers = Array.from({ length: 500 }, () => new AbortController());
  const told = askers.map(({ signal }) =>
    runRead(ctx, { ...options, signal }, (ask) => ask(sleep)).then(
      () => 'read',
      () => 'stopped',
    ),
  );
  const active = async (): Promise<bigint> =>
    (await ctx.db.prisma.$queryRaw<{ n: bigint }[]>(sleepers))[0]?.n ?? 0n;
  await eventually(async () => expect(await active()).toBe(3n));
  expect(ctx.db.pool.waitingCount).toBe(0);
  expect(await ctx.db.prisma.crmRecord.count({ take: 1 })).toBeLessThanOrEqual(1);
  expect(await active()).toBe(3n);
  for (const asker of askers) asker.abort();
  expect(new Set(await Promise.all(told))).toEqual(new Set(['stopped']));
  expect(await active()).toBe(0n);
});

it('says what to do when a question takes too long, and serves the next one', async () => {
  const ctx = await testContext();
  await expect(
    runRead(ctx, { timeoutMs: 50, tooSlow: 'Make it narrower.' }, (ask) => ask(sleep)),
  ).rejects.toMatchObject({ userMessage: 'Make it narrower.' });
  expect(await runRead(ctx, options, (ask) => ask<{ one: number }>(Prisma.sql`SELECT 1 AS one`))).toEqual([
    { one: 1 },
  ]);
});

it('can’t write', async () => {
  const ctx = await testContext();
  await expect(runRead(ctx, options, (ask) => ask(Prisma.sql`DELETE FROM crm_records`))).rejects.toThrow(
    /read-only/,
  );
});

it('tells how many people each condition and each group alone means, by its place', async () => {
  const ctx = await testContext();
  await ctx.db.prisma.crmRecord.deleteMany({ where: {} });
  for (const city of ['Oslo', 'Oslo', 'Bergen']) await createPerson(ctx.db.prisma, { city });
  const filter = filterOf(condition('city', 'is', 'Oslo'), {
    kind: 'group',
    combinator: 'any',
    rules: [condition('city', 'contains', 'e', { not: true })],
  });
  expect(await countFilter(ctx, { entity: 'contact', filter }, undefined, patient)).toMatchObject({
    count: 2,
    accuracy: 'exact',
    sizesAccuracy: 'exact',
    sizes: [
      { path: [0], count: 2 },
      { path: [1], count: 2 },
      { path: [1, 0], count: 1 },
    ],
  });
});
