// Counts of filters over 1,000,000 people (or --people N), beside hand-written SQL; every first answer against one second.
import { countFilter } from '@/lib/marketing-lists';
import type { FilterDefinition } from '@/lib/filters/schemas';
import { Prisma, runRead } from '@/lib/db';
import { recordSource } from '@/lib/crm';
import { readFilter } from '@/lib/filters';
import { type BigWorld, hundredth, median, timed, withBigWorld } from './big-world';
import { loyal, type Pair, threeConditions, uglyFilters } from './list-filters';

const rounds = 7;
const entity = 'customer';

await withBigWorld(async (world) => {
  const { ctx } = world;
  const campaign = await ctx.db.prisma.emailCampaign.findFirstOrThrow({
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    skip: 3,
  });
  const campaignId = String(campaign.id);

  const own = await comparePairs(world, threeConditions);
  const joined = await comparePairs(world, loyal(campaignId));
  const answers: Record<
    string,
    {
      'first answer ms': number;
      is: string;
      count: number | null;
      'exact ms': number;
      exact: number | null;
      'estimate off by': string;
    }
  > = {};
  for (const { name, filter } of [
    ...[...threeConditions, ...loyal(campaignId)],
    ...(await uglyFilters(world, campaignId)),
  ])
    answers[name] = await askLive(world, filter);

  console.table(own);
  console.table(joined);
  console.table(answers);
  const worst = (of: Record<string, { ratio: number }>): number =>
    Math.max(...Object.values(of).map(({ ratio }) => ratio));
  const slowestAnswerMs = Math.max(...Object.values(answers).map((one) => one['first answer ms']));
  console.log(
    `Three own fields: ${worst(own)} × the hand-written SQL (limit 1.3). Loyal customers: ${worst(joined)} × (limit 1.5). Slowest first answer: ${slowestAnswerMs} ms (limit 1,000); without any: ${Object.values(answers).filter(({ count }) => count === null).length}.`,
  );
  const { people, orders, activities } = world;
  console.log(
    JSON.stringify({
      bench: 'list-count',
      people,
      orders,
      activities,
      ownFieldsRatio: worst(own),
      loyalRatio: worst(joined),
      slowestAnswerMs,
      own,
      joined,
      answers,
    }),
  );
});

/** Both by turns, so that what else the machine does falls on both. The filter's time has the reading of the filter in it. */
async function comparePairs(
  { ctx }: BigWorld,
  pairs: readonly Pair[],
): Promise<Record<string, { 'by hand ms': number; 'filter ms': number; ratio: number; count: number }>> {
  const byHand = (sql: string) =>
    timed(async () => Number((await ctx.db.pool.query<{ count: string }>(sql)).rows[0]?.count));
  const byFilter = (definition: FilterDefinition) =>
    timed(async () => {
      const filter = await readFilter(ctx, entity, definition);
      if (!filter.ok) throw new Error(JSON.stringify(filter.problems));
      const [row] = await runRead(ctx, { timeoutMs: 30_000, tooSlow: '' }, (ask) =>
        ask<{ count: string }>(
          Prisma.sql`SELECT count(*) AS count FROM ${recordSource} WHERE ${filter.where}`,
        ),
      );
      return Number(row?.count);
    });
  const results: Record<string, { 'by hand ms': number; 'filter ms': number; ratio: number; count: number }> =
    {};
  for (const { name, filter, sql } of pairs) {
    const [hand, ours]: [number[], number[]] = [[], []];
    let count = -1;
    for (let n = 0; n <= rounds; n += 1) {
      const one = await byHand(sql);
      const two = await byFilter(filter);
      if (one.value !== two.value)
        throw new Error(`${name}: ${one.value} by hand, ${two.value} by the filter`);
      count = two.value;
      if (n === 0) continue;
      hand.push(one.ms);
      ours.push(two.ms);
    }
    results[name] = {
      'by hand ms': Math.round(median(hand)),
      'filter ms': Math.round(median(ours)),
      ratio: hundredth(median(ours) / median(hand)),
      count,
    };
  }
  return results;
}

/** As the builder asks: the first answer (the slowest of three), then the exact one where the first was an estimate. */
async function askLive({ ctx }: BigWorld, filter: FilterDefinition) {
  const times: number[] = [];
  let first = await countFilter(ctx, { entity, filter });
  times.push(first.milliseconds);
  for (let n = 0; n < 2; n += 1) {
    const { ms, value } = await timed(() => countFilter(ctx, { entity, filter }));
    times.push(Math.round(ms));
    if (value.accuracy === 'estimate') first = value;
  }
  const exact = await timed(() => countFilter(ctx, { entity, filter, exact: true }));
  const off =
    first.accuracy === 'exact' || first.count === null || !exact.value.count
      ? first.under === null
        ? ''
        : `under ${first.under}`
      : `${Math.round((100 * (first.count - exact.value.count)) / exact.value.count)} %`;
  return {
    'first answer ms': Math.max(...times),
    is: first.accuracy,
    count: first.count,
    'exact ms': Math.round(exact.ms),
    exact: exact.value.stopped ? null : exact.value.count,
    'estimate off by': off,
  };
}
