import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import {
  compareCampaigns,
  findSurvivor,
  getMarketingCampaign,
  marketingTimeline,
  mergeMarketingCampaigns,
  moveEmailCampaign,
  settleMachines,
  sinceSending,
  splitMarketingCampaign,
  storeActivities,
  storeClicks,
  storeOpens,
  undoMarketingMerge,
} from '..';
import { machineChoices, shownCounts, shownPeople, type Machines, type PeopleCounts } from '../figures';
import { RevenueRule } from '../schemas';
import { keepPeople, selectKept } from './people-sql';

const sentAt = new Date('2026-11-19T18:07:00Z');
const after = (seconds: number): Date => new Date(sentAt.getTime() + seconds * 1_000);
const scanner =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36';
const desk =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

const emailCount = 5;
const which = fc.nat({ max: emailCount - 1 });
const person = fc.integer({ min: 1, max: 8 });
const addressOf = (id: number): string => `p${id}@mail.example`;
const event = fc.record({
  person,
  at: fc.integer({ min: 0, max: 400_000 }),
  userAgent: fc.constantFrom(desk, scanner),
});
const recipient = fc.record({
  person,
  numOpens: fc.nat({ max: 3 }),
  numClicks: fc.nat({ max: 2 }),
  numReplies: fc.nat({ max: 1 }),
  unsubscribed: fc.boolean(),
  softBounced: fc.boolean(),
  hardBounced: fc.boolean(),
});
const marketing = fc.nat({ max: 7 });
const step = fc.oneof(
  fc.record({ do: fc.constant('recipients' as const), which, rows: fc.array(recipient, { maxLength: 8 }) }),
  fc.record({ do: fc.constant('opens' as const), which, rows: fc.array(event, { maxLength: 6 }) }),
  fc.record({ do: fc.constant('clicks' as const), which, rows: fc.array(event, { maxLength: 4 }) }),
  fc.record({ do: fc.constant('merge' as const), into: marketing, from: marketing }),
  fc.record({ do: fc.constant('undo' as const), merge: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constant('move' as const), which, to: marketing }),
  fc.record({ do: fc.constant('split' as const), which }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What is where, told by the plainest means: under which each email campaign is, what was merged into which. */
type World = {
  emails: string[];
  marketing: string[];
  under: Map<string, string>;
  mergedInto: Map<string, string>;
  merges: { id: string; into: string; from: string; took: string[]; isUndone: boolean }[];
};

async function newWorld(ctx: Context, account: bigint): Promise<World> {
  const made = [];
  for (let n = 0; n < emailCount; n += 1)
    made.push(
      await createCampaign(ctx.db.prisma, {
        name: `Mail ${n}`,
        // Two accounts: a person has another number in each, and one address.
        integrationId: n % 2 === 0 ? account : undefined,
        sentAt: sentAt.toISOString(),
        recipients: [],
      }),
    );
  return {
    emails: made.map(({ id }) => id),
    marketing: made.map(({ marketingCampaignId }) => String(marketingCampaignId)),
    under: new Map(made.map(({ id, marketingCampaignId }) => [id, String(marketingCampaignId)])),
    mergedInto: new Map(),
    merges: [],
  };
}

/** Refused for a reason that a person is told; anything else is a failure. */
async function unlessRefused<Done>(doing: Promise<Done>): Promise<Done | null> {
  return doing.catch((error: unknown) => {
    if (error instanceof AppError && ['conflict', 'invalid_input', 'stale'].includes(error.code)) return null;
    throw error;
  });
}

async function take(ctx: Context, world: World, one: Step): Promise<void> {
  const { prisma } = ctx.db;
  const email = 'which' in one ? (world.emails[one.which] ?? '') : '';
  const marketingOf = (n: number): string => world.marketing[n % world.marketing.length] ?? '';
  const shift = 'which' in one ? (one.which % 2) * 100 : 0;
  switch (one.do) {
    case 'recipients':
      return void (await prisma.$transaction((tx) =>
        storeActivities(tx, {
          campaignId: BigInt(email),
          rows: one.rows.map(({ person: id, ...row }) => ({
            ...row,
            contactId: id + shift,
            email: addressOf(id),
            numForwards: 0,
            numPageViews: 0,
            dateSent: sentAt,
            dateFirstOpened: row.numOpens > 0 ? after(60) : null,
            dateLastOpened: row.numOpens > 0 ? after(90) : null,
          })),
        }),
      ));
    case 'opens':
    case 'clicks':
      return prisma.$transaction(async (tx) => {
        const rows = one.rows.map(({ person: id, at, userAgent }) => ({
          contactId: id + shift,
          email: addressOf(id),
          userAgent,
          ipAddress: '',
          at: after(at),
        }));
        const campaignId = BigInt(email);
        if (one.do === 'opens')
          await storeOpens(tx, {
            campaignId,
            rows: rows.map(({ at, ...row }) => ({ ...row, dateOpened: at, mailClient: '' })),
          });
        else
          await storeClicks(tx, {
            campaignId,
            rows: rows.map(({ at, ...row }) => ({ ...row, dateClicked: at, url: 'https://s.example/a' })),
          });
        await settleMachines(tx, campaignId);
      });
    case 'merge': {
      const [into, from] = [marketingOf(one.into), marketingOf(one.from)];
      const isRepeated = world.mergedInto.get(from) === into;
      const done = await unlessRefused(mergeMarketingCampaigns(ctx, { intoId: into, fromIds: [from] }));
      const may = into !== from && !world.mergedInto.has(into) && !world.mergedInto.has(from);
      expect(done !== null).toBe(may || isRepeated);
      if (!may || !done) return;
      const took = world.emails.filter((id) => world.under.get(id) === from);
      for (const id of took) world.under.set(id, into);
      world.mergedInto.set(from, into);
      world.merges.push({ id: done.mergeId, into, from, took, isUndone: false });
      return;
    }
    case 'undo': {
      const merge = world.merges[one.merge];
      if (!merge) return;
      const done = await unlessRefused(undoMarketingMerge(ctx, { mergeId: merge.id }));
      const may = merge.isUndone || !world.mergedInto.has(merge.into);
      expect(done !== null).toBe(may);
      if (merge.isUndone || !done) return;
      for (const id of merge.took) if (world.under.get(id) === merge.into) world.under.set(id, merge.from);
      world.mergedInto.delete(merge.from);
      merge.isUndone = true;
      return;
    }
    case 'move': {
      const to = marketingOf(one.to);
      const done = await unlessRefused(moveEmailCampaign(ctx, { id: email, toId: to }));
      expect(done !== null).toBe(!world.mergedInto.has(to));
      if (done) world.under.set(email, to);
      return;
    }
    case 'split': {
      const from = world.under.get(email) ?? '';
      const done = await unlessRefused(
        splitMarketingCampaign(ctx, { id: from, name: 'Own way', emailCampaignIds: [email] }),
      );
      const isAlone = world.emails.every((id) => id === email || world.under.get(id) !== from);
      expect(done === null).toBe(isAlone);
      if (!done) return;
      world.marketing.push(done.id);
      world.under.set(email, done.id);
    }
  }
}

type Counted = {
  summed: Record<string, number>;
  people: Record<string, number>;
  opens: number;
  clicks: number;
};

/** From the rows alone, each figure by a statement of its own. */
async function recount(ctx: Context, emails: readonly string[], machines: Machines): Promise<Counted> {
  const ids = emails.map(BigInt);
  const [opens, clicks] =
    machines === 'in' ? ['open_count', 'click_count'] : ['human_open_count', 'human_click_count'];
  const conditions = {
    recipients: 'true',
    delivered: 'NOT (soft_bounced OR hard_bounced)',
    openers: `${opens} > 0`,
    clickers: `${clicks} > 0`,
    repliers: 'reply_count > 0',
    unsubscribed: 'unsubscribed',
  };
  const one = async (what: string, from = 'campaign_recipients', where = 'true'): Promise<number> => {
    const { rows } = await ctx.db.pool.query<{ n: number }>(
      `SELECT coalesce((${what}), 0)::int AS n FROM ${from} WHERE campaign_id = ANY($1::bigint[]) AND (${where})`,
      [ids.map(String)],
    );
    return rows[0]?.n ?? 0;
  };
  const summed: Record<string, number> = {};
  const people: Record<string, number> = {};
  for (const [name, where] of Object.entries(conditions)) {
    summed[name] = await one('count(*)', undefined, where);
    people[name] = await one('count(DISTINCT email_key)', undefined, where);
  }
  summed.hardBounced = await one('count(*)', undefined, 'hard_bounced');
  summed.softBounced = await one('count(*)', undefined, 'soft_bounced AND NOT hard_bounced');
  summed.opens = await one(`sum(${opens})`);
  summed.clicks = await one(`sum(${clicks})`);
  people.hardBounced = await one('count(DISTINCT email_key)', undefined, 'hard_bounced');
  const bounced = await one('count(DISTINCT email_key)', undefined, 'soft_bounced OR hard_bounced');
  people.softBounced = bounced - people.hardBounced;
  const human = machines === 'in' ? 'true' : 'machine_rule IS NULL';
  return {
    summed,
    people,
    opens: await one('count(*)', 'campaign_opens', human),
    clicks: await one('count(*)', 'campaign_clicks', human),
  };
}

const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

async function checkMarketing(ctx: Context, world: World, id: string): Promise<void> {
  const { prisma } = ctx.db;
  const emails = world.emails.filter((one) => world.under.get(one) === id);
  const view = await getMarketingCampaign(ctx, id);
  expect(view.campaigns.map((one) => one.id).sort()).toEqual([...emails].sort());
  await prisma.$executeRaw(keepPeople(BigInt(id), ctx.now()));
  const [kept] = await prisma.$queryRaw<PeopleCounts[]>`
    SELECT ${selectKept} FROM marketing_campaign_people k WHERE k.marketing_campaign_id = ${BigInt(id)}`;
  expect(kept).toEqual(view.people.counts);
  for (const machines of machineChoices) {
    const counted = await recount(ctx, emails, machines);
    expect(shownCounts(view.counts, machines)).toMatchObject(counted.summed);
    if (view.people.counts) expect(shownPeople(view.people.counts, machines)).toMatchObject(counted.people);
    const { points } = await marketingTimeline(ctx, { id, machines });
    expect(sumOf(points, ({ opens }) => opens)).toBe(counted.opens);
    expect(sumOf(points, ({ clicks }) => clicks)).toBe(counted.clicks);
  }
}

async function checkCompared(ctx: Context, world: World): Promise<void> {
  for (const machines of machineChoices) {
    const revenue = RevenueRule.parse({});
    const compared = await compareCampaigns(ctx, { ids: world.emails, machines, revenue });
    expect(compared.map(({ id }) => id)).toEqual(world.emails);
    for (const { id, counts } of compared)
      expect(shownCounts(counts, machines)).toMatchObject((await recount(ctx, [id], machines)).summed);
    const told = await sinceSending(ctx, { ids: world.emails, hours: 72, machines });
    const human = machines === 'in' ? 'true' : 'machine_rule IS NULL';
    for (const { id, opens, clicks } of told.series)
      for (const [table, at, line] of [
        ['campaign_opens', 'opened_at', opens],
        ['campaign_clicks', 'clicked_at', clicks],
      ] as const) {
        const { rows } = await ctx.db.pool.query<{ n: number }>(
          `SELECT (SELECT count(*)::int FROM ${table} WHERE campaign_id = $1 AND ${human}
             AND ${at} < timestamptz '2026-11-19 18:00Z' + h * interval '1 hour') AS n FROM unnest($2::int[]) h`,
          [id, told.hours],
        );
        expect(line).toEqual(rows.map(({ n }) => n));
      }
  }
}

it('every figure of marketing campaigns and of a comparison is what their rows say, whatever was merged, moved and split', async () => {
  const base = await testContext();
  const ctx = { ...base, now: () => new Date('2026-12-20T00:00:00Z') };
  const { integrationId } = await createCampaign(ctx.db.prisma, { recipients: [] });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const world = await newWorld(ctx, integrationId);
      for (const one of steps) await take(ctx, world, one);
      for (const id of world.marketing) {
        const into = world.mergedInto.get(id);
        const root = (one: string): string => {
          const next = world.mergedInto.get(one);
          return next === undefined ? one : root(next);
        };
        expect(await findSurvivor(ctx, id)).toBe(root(id));
        if (into === undefined) await checkMarketing(ctx, world, id);
      }
      await checkCompared(ctx, world);
    }),
    { numRuns: 20 },
  );
});
