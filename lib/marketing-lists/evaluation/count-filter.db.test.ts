import { beforeAll, expect, it } from 'vitest';
import { openDb, Prisma } from '@/lib/db';
import { condition, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { eventually } from '@/prisma/test-eventually';
import { testDatabase } from '@/prisma/test-database';
import { countFilter, countLimits, sizesOf } from './count-filter';
import { readFilter } from '@/lib/filters/read-filter';
import { runRead, type Attempt } from '@/lib/db/run-read';
import { estimateBySample } from './sample-records';

const people = 30_000;
const oslo = filterOf(condition('city', 'contains', 'oslo'));

/** Every third lives in Oslo. */
beforeAll(async () => {
  const db = openDb(testDatabase());
  await db.pool.query(
    `INSERT INTO crm_records (entity, email, email_key, city, updated_at) SELECT 'contact', 'p' || n || '@Many.example', 'p' || n || '@many.example', CASE WHEN n % 3 = 0 THEN 'Oslo ' || n END, now()
     FROM generate_series(1, $1::int) n`,
    [people],
  );
  await db.pool.query('ANALYZE crm_records');
  await db.close();
});

it('answers an estimate, marked as one and not far off, where counting takes too long for a first answer; then the figure itself', async () => {
  const ctx = await testContext();
  const limits = { ...countLimits, quickMs: 20_000, quickCountMs: 1, few: 1_000 };
  const first = await countFilter(ctx, { entity: 'contact', filter: oslo }, undefined, limits);
  expect(first).toMatchObject({ accuracy: 'estimate', under: null, stopped: null });
  expect(first.count).toBeGreaterThan(5_000);
  expect(first.count).toBeLessThan(20_000);
  expect(first.sample.length).toBeGreaterThan(0);
  expect(await countFilter(ctx, { entity: 'contact', filter: oslo, exact: true })).toMatchObject({
    accuracy: 'exact',
    count: people / 3,
    stopped: null,
  });
});

it('of an estimate that found nobody says only that there are few', async () => {
  const ctx = await testContext();
  const limits = { ...countLimits, quickMs: 20_000, quickCountMs: 1, few: 1_000 };
  const nobody = await countFilter(
    ctx,
    { entity: 'contact', filter: filterOf(condition('email', 'contains', 'p7@many')) },
    undefined,
    limits,
  );
  expect(nobody).toMatchObject({ accuracy: 'estimate', count: 0, sample: [] });
  expect(nobody.under).toBeGreaterThan(1);
  expect(nobody.under).toBeLessThan(people);
});

it('looks at each of the few records of an entity that is rare in the table, so that its first answer is the figure itself', async () => {
  const ctx = await testContext();
  await ctx.db.pool.query(
    `INSERT INTO crm_records (entity, city, updated_at) SELECT 'lead', CASE WHEN n % 50 = 0 THEN 'Oslo' END, now() FROM generate_series(1, 400) n`,
  );
  const limits = { ...countLimits, quickMs: 20_000, quickCountMs: 1 };
  expect(await countFilter(ctx, { entity: 'lead', filter: oslo }, undefined, limits)).toMatchObject({
    accuracy: 'exact',
    count: 8,
    under: null,
  });
  expect(await countFilter(ctx, { entity: 'customer', filter: oslo }, undefined, limits)).toMatchObject({
    accuracy: 'exact',
    count: 0,
    under: null,
  });
});

/** About how many live in Oslo, by a thin draw alone: the third question, of a thicker one, has no time. */
async function estimateByThinDraw(few: number) {
  const ctx = await testContext();
  const filter = await readFilter(ctx, 'contact', oslo);
  if (!filter.ok) throw new Error('no filter');
  let questions = 0;
  const estimate = await runRead(ctx, { timeoutMs: 60_000, tooSlow: '' }, (_ask, attempt) => {
    const noTimeForMore: Attempt = async (limitMs, sql, settings) =>
      (questions += 1) === 3 ? null : attempt(limitMs, sql, settings);
    return estimateBySample(noTimeForMore, 'contact', filter, {
      limitMs: 60_000,
      few,
      visible: Prisma.sql`TRUE`,
    });
  });
  expect(questions).toBe(3);
  return estimate;
}

it('draws from a rare entity by its own records: an estimate near the figure, where not all can be looked at', async () => {
  const estimate = await estimateByThinDraw(people);
  expect(estimate).toMatchObject({ accuracy: 'estimate', under: null });
  expect(estimate?.count).toBeGreaterThan(7_000);
  expect(estimate?.count).toBeLessThan(13_000);
});

it('knows nothing by a draw that took nobody, as one of a thousandth of so few blocks', async () => {
  expect(await estimateByThinDraw(1_000)).toBeNull();
});

it('says no “about” beside an exact whole: one condition has its number, and few records are counted for every place', async () => {
  const ctx = await testContext();
  const sizes = async (filter: ReturnType<typeof filterOf>, few: number) => {
    const read = await readFilter(ctx, 'contact', filter);
    if (!read.ok) throw new Error('no filter');
    const asked = { entity: 'contact' as const, filter: read, limits: { ...countLimits, few } };
    // However long the whole took.
    const given = { count: people / 3, took: 10_000, limitMs: 20_000 };
    return runRead(ctx, { timeoutMs: 30_000, tooSlow: '' }, (_ask, attempt) =>
      sizesOf(attempt, asked, given),
    );
  };
  expect(await sizes(oslo, 1_000)).toEqual({
    sizes: [{ path: [0], count: people / 3, under: null }],
    sizesAccuracy: 'exact',
  });
  const two = filterOf(condition('city', 'contains', 'oslo'), condition('city', 'empty'));
  expect(await sizes(two, people)).toEqual({
    sizes: [
      { path: [0], count: people / 3, under: null },
      { path: [1], count: (people / 3) * 2, under: null },
    ],
    sizesAccuracy: 'exact',
  });
});

it('stops an exact count that takes too long, names the condition that costs most, and still says about how many', async () => {
  const ctx = await testContext();
  const pasted = Array.from({ length: 50_000 }, (_, n) => `nobody.${n}@many.example`);
  const filter = filterOf(condition('city', 'not_empty'), {
    kind: 'group',
    combinator: 'none',
    rules: [condition('country', 'is', 'NO'), condition('email', 'one_of', pasted)],
  });
  const answer = await countFilter(ctx, { entity: 'contact', filter, exact: true }, undefined, {
    ...countLimits,
    exactMs: 1,
    insteadMs: 60_000,
    few: 1_000,
  });
  expect(answer).toMatchObject({
    accuracy: 'estimate',
    stopped: { path: [1, 1], message: expect.stringContaining('condition 2.2 costs most') },
  });
  expect(answer.count).toBeGreaterThan(5_000);
  expect(answer.count).toBeLessThan(20_000);
});

it('finds who is among 50,000 pasted values, whatever their case, and refuses one more by name', async () => {
  const ctx = await testContext();
  const pasted = Array.from({ length: 50_000 }, (_, n) => `P${n + 1}@many.EXAMPLE`);
  const oneOf = (values: string[]) => filterOf(condition('email', 'one_of', values));
  expect(await countFilter(ctx, { entity: 'contact', filter: oneOf(pasted), exact: true })).toMatchObject({
    count: people,
  });
  expect(
    await countFilter(ctx, {
      entity: 'contact',
      filter: filterOf(condition('email', 'none_of', pasted.slice(0, 29_990))),
      exact: true,
    }),
  ).toMatchObject({ count: 10 });
  expect(
    await countFilter(ctx, {
      entity: 'contact',
      filter: oneOf(['p1@many.example\u001fp2@many.example', 'p3@many.example']),
      exact: true,
    }),
  ).toMatchObject({ count: 1 });
  await expect(
    countFilter(ctx, { entity: 'contact', filter: oneOf([...pasted, 'one more']) }),
  ).rejects.toThrow(/50,000 pasted values at most/);
});

it('ends the older count inside PostgreSQL when a newer one takes its place, and answers the newer', async () => {
  const ctx = await testContext();
  const holder = await ctx.db.pool.connect();
  try {
    // Whoever counts waits here, for as long as it takes: the older count can't end by itself.
    const patient = { ...countLimits, exactMs: 600_000 };
    await holder.query('BEGIN; LOCK TABLE crm_records IN ACCESS EXCLUSIVE MODE');
    const counting = async (): Promise<number> => {
      const { rows } = await ctx.db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT count(*) AS count FROM crm_records%'`,
      );
      return rows[0]?.n ?? -1;
    };
    const older = new AbortController();
    const given = expect(
      countFilter(ctx, { entity: 'contact', filter: oslo, exact: true }, older.signal, patient),
    ).rejects.toMatchObject({
      code: 'unavailable',
      userMessage: expect.stringContaining('a newer one took its place'),
    });
    await eventually(async () => expect(await counting()).toBe(1));
    const newer = countFilter(
      ctx,
      { entity: 'contact', filter: oslo, exact: true },
      new AbortController().signal,
      patient,
    );
    await eventually(async () => expect(await counting()).toBe(2));
    older.abort();
    await given;
    expect(await counting()).toBe(1);
    await holder.query('ROLLBACK');
    expect((await newer).count).toBe(people / 3);
    expect(await counting()).toBe(0);
  } finally {
    holder.release(true);
  }
});
