import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '@/lib/context';
import { areStatsDue, markEngagementDue, runStatsPass } from './run-stats-pass';
import {
  modelStats,
  type ModelActivity,
  type ModelCart,
  type ModelOrder,
  type ModelWorld,
} from './stats-model';
import { deleteExchangeRate, getMoneySettings, setBaseCurrency, setExchangeRates } from './money-settings';
import { updateStatsSettings } from './stats-settings';
import { upsertCarts, upsertOrders } from '../shop/upsert-orders';

const zone = 'America/New_York';
const dayMs = 86_400_000;
const start = Date.parse('2026-03-07T12:00:00Z');

const minutes = fc.integer({ min: 0, max: 500 * 24 * 60 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('orders' as const),
      rows: fc.array(
        fc.record({
          n: fc.integer({ min: 1, max: 12 }),
          who: fc.integer({ min: 0, max: 3 }),
          status: fc.constantFrom('pending', 'completed', 'cancelled', 'refunded'),
          currency: fc.constantFrom('EUR', 'USD', 'JPY'),
          cents: fc.integer({ min: 0, max: 99_999 }),
          ago: minutes,
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('carts' as const),
      rows: fc.array(
        fc.record({
          n: fc.integer({ min: 1, max: 6 }),
          who: fc.integer({ min: 0, max: 3 }),
          status: fc.constantFrom('open', 'open', 'converted', 'discarded'),
          currency: fc.constantFrom('EUR', 'JPY'),
          cents: fc.integer({ min: 1, max: 99_999 }),
          ago: fc.integer({ min: 0, max: 300 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('activity' as const),
      campaign: fc.integer({ min: 0, max: 2 }),
      contact: fc.integer({ min: 1, max: 4 }),
      who: fc.integer({ min: 0, max: 4 }),
      opens: fc.integer({ min: 0, max: 2 }),
      clicks: fc.array(minutes, { maxLength: 2 }),
      ago: minutes,
      bounced: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('base' as const),
      base: fc.constantFrom(null, 'EUR', 'EUR', 'JPY'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      ago: fc.constantFrom(0, 1, 100, 400, 600),
      rate: fc.constantFrom('0.92', '0.0061', '1', '163.9', '1.0000000001', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('address' as const),
      who: fc.integer({ min: 0, max: 3 }),
      to: fc.option(fc.integer({ min: 0, max: 4 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 200 * 24 * 60 })),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const addresses = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'e@example.com'];

type Play = {
  ctx: FlowContext;
  clock: { at: number };
  people: { id: string; emailKey: string | null }[];
  campaigns: { id: string; sentAt: Date }[];
  world: Omit<ModelWorld, 'now'>;
};

async function begin(): Promise<Play> {
  const clock = { at: start };
  const ctx = await testContext({ now: () => new Date(clock.at) });
  await ctx.db.pool.query(
    'TRUNCATE exchange_rates, crm_records, email_campaigns, integrations, settings, record_stats_due RESTART IDENTITY CASCADE',
  );
  const integration = await ctx.db.prisma.integration.create({
    data: { name: 'Account', username: 'apiuser', timeZone: zone },
  });
  const people = await createRecords(ctx.db.prisma, 4, (n) => ({
    entity: 'customer',
    email: addresses[n] ?? null,
    externalId: `C${n}`,
  }));
  const campaigns: Play['campaigns'] = [];
  for (const ago of [10, 200, 360]) {
    const sentAt = new Date(start - ago * dayMs);
    const { id } = await ctx.db.prisma.emailCampaign.create({
      data: {
        integrationId: integration.id,
        dotdigitalId: ago,
        name: `Sent ${ago} days ago`,
        status: 'Sent',
        sentAt,
      },
    });
    campaigns.push({ id: String(id), sentAt });
  }
  return {
    ctx,
    clock,
    campaigns,
    people: people.map(({ id, emailKey }) => ({ id: String(id), emailKey })),
    world: { orders: [], carts: [], activities: [], zone, cartMinutes: 60, base: null, rates: [] },
  };
}

const put = <Row extends { externalId: string }>(rows: Row[], row: Row): void => {
  const at = rows.findIndex((one) => one.externalId === row.externalId);
  if (at >= 0) rows.splice(at, 1, row);
  else rows.push(row);
};

async function take(play: Play, one: Step): Promise<void> {
  const { ctx, clock, people, world } = play;
  const before = (ago: number): Date => new Date(clock.at - ago * 60_000);
  if (one.kind === 'wait') clock.at += one.minutes * 60_000;
  if (one.kind === 'orders') {
    const rows: ModelOrder[] = one.rows.map((row) => ({
      externalId: `O${row.n}`,
      recordId: people[row.who]?.id ?? '',
      status: row.status,
      currency: row.currency,
      total: row.cents / 100,
      placedAt: before(row.ago),
    }));
    rows.forEach((row) => put(world.orders, row));
    const outcomes = await upsertOrders(
      ctx,
      rows.map(({ recordId, placedAt, ...row }) => ({
        ...row,
        placedAt: placedAt.toISOString(),
        customer: { id: recordId },
      })),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toEqual([]);
  }
  if (one.kind === 'carts') {
    const rows: ModelCart[] = one.rows.map((row) => ({
      externalId: `K${row.n}`,
      recordId: people[row.who]?.id ?? '',
      status: row.status,
      currency: row.currency,
      total: row.cents / 100,
      touchedAt: before(row.ago),
    }));
    rows.forEach((row) => put(world.carts, row));
    await upsertCarts(
      ctx,
      rows.map(({ recordId, touchedAt, ...row }) => ({
        ...row,
        touchedAt: touchedAt.toISOString(),
        customer: { id: recordId },
      })),
    );
  }
  if (one.kind === 'base') {
    await setBaseCurrency(ctx, { baseCurrency: one.base });
    world.base = one.base;
  }
  if (one.kind === 'rate') await changeRate(play, one);
  if (one.kind === 'address') {
    const person = people[one.who];
    if (!person) return;
    person.emailKey = one.to === null ? null : (addresses[one.to] ?? null);
    await ctx.db.prisma.crmRecord.update({
      where: { id: BigInt(person.id) },
      data: { email: person.emailKey, emailKey: person.emailKey },
    });
  }
  if (one.kind === 'activity') await see(play, one, before);
}

/** null takes the rate away. */
async function changeRate(
  { ctx, clock, world }: Play,
  { currency, ago, rate }: Extract<Step, { kind: 'rate' }>,
): Promise<void> {
  const { base } = world;
  if (base === null || currency === base) return;
  const day = new Date(clock.at - ago * dayMs).toISOString().slice(0, 10);
  const known = world.rates.findIndex(
    (one) => one.base === base && one.currency === currency && one.day === day,
  );
  if (rate === null && known < 0) return;
  if (known >= 0) world.rates.splice(known, 1);
  if (rate === null) return deleteExchangeRate(ctx, { currency, day });
  world.rates.push({ base, currency, day, rate });
  await setExchangeRates(ctx, { rates: [{ currency, day, rate }] });
}

async function see(
  play: Play,
  one: Extract<Step, { kind: 'activity' }>,
  before: (ago: number) => Date,
): Promise<void> {
  const campaign = play.campaigns[one.campaign];
  const emailKey = addresses[one.who];
  if (
    !campaign ||
    !emailKey ||
    play.world.activities.some((known) => known.campaignId === campaign.id && known.contactId === one.contact)
  )
    return;
  const activity: ModelActivity = {
    campaignId: campaign.id,
    contactId: one.contact,
    emailKey,
    sentAt: campaign.sentAt,
    opens: one.opens,
    lastOpenedAt: one.opens > 0 ? before(one.ago) : null,
    bounced: one.bounced,
    clicks: one.clicks.map(before),
  };
  play.world.activities.push(activity);
  await play.ctx.db.prisma.$transaction(async (tx) => {
    const key = { campaignId: BigInt(campaign.id), dotdigitalContactId: one.contact, emailKey };
    await tx.campaignRecipient.create({
      data: {
        ...key,
        openCount: one.opens,
        clickCount: activity.clicks.length,
        lastOpenedAt: activity.lastOpenedAt,
        hardBounced: one.bounced,
      },
    });
    await tx.campaignClick.createMany({
      data: activity.clicks.map((clickedAt) => ({
        ...key,
        clickedAt,
        url: 'https://example.com',
        urlHash: createHash('md5').update('x').digest(),
      })),
      skipDuplicates: true,
    });
    await markEngagementDue(play.ctx, tx, [emailKey]);
  });
}

async function keptStats(play: Play) {
  const rows = await play.ctx.db.prisma.recordStats.findMany();
  return play.people.map(({ id }) => {
    const row = rows.find(({ recordId }) => String(recordId) === id);
    const number = (value: { toString(): string } | null | undefined): number | null =>
      value === null || value === undefined ? null : Number(value);
    return {
      orderCount: row?.orderCount ?? 0,
      lifetimeValue: number(row?.lifetimeValue) ?? 0,
      lifetimeValueCurrency: row?.lifetimeValueCurrency ?? null,
      lifetimeValueLeftOut: row?.lifetimeValueLeftOut ?? null,
      orderCurrency: row?.orderCurrency ?? null,
      averageOrder: number(row?.averageOrder),
      firstOrderAt: row?.firstOrderAt ?? null,
      lastOrderAt: row?.lastOrderAt ?? null,
      daysSinceLastOrder: row?.daysSinceLastOrder ?? null,
      abandonedCartValue: number(row?.abandonedCartValue),
      abandonedCartCurrency: row?.abandonedCartCurrency ?? null,
      abandonedCartAt: row?.abandonedCartAt ?? null,
      lastSentAt: row?.lastSentAt ?? null,
      lastOpenAt: row?.lastOpenAt ?? null,
      lastClickAt: row?.lastClickAt ?? null,
      receivedCount: row?.receivedCount ?? 0,
      openedCount: row?.openedCount ?? 0,
      clickedCount: row?.clickedCount ?? 0,
      engagementScore: row?.engagementScore ?? 0,
    };
  });
}

test('whatever happens in whatever order, the kept row is what counting everything again would give', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const play = await begin();
      for (const one of steps) {
        await take(play, one);
        if (await areStatsDue(play.ctx)) await runStatsPass(play.ctx);
        const world = { ...play.world, now: new Date(play.clock.at) };
        expect(await keptStats(play)).toEqual(play.people.map((person) => modelStats(person, world)));
      }
    }),
    { numRuns: 40 },
  );
});

test('orders and carts change the computed fields in their own transaction, before any pass', async () => {
  const play = await begin();
  await upsertOrders(play.ctx, [
    {
      externalId: '1',
      customer: { email: 'A@example.com' },
      currency: 'eur',
      total: 19.9,
      placedAt: '2026-03-06T12:00:00Z',
    },
  ]);
  const [first] = await keptStats(play);
  expect(first).toMatchObject({
    orderCount: 1,
    lifetimeValue: 19.9,
    orderCurrency: 'EUR',
    daysSinceLastOrder: 1,
  });
});

/** Case 38: 100 EUR, 100 USD and 10,000 JPY of one customer. */
async function buyThrice(play: Play): Promise<void> {
  const orders = [
    ['EUR', 100],
    ['USD', 100],
    ['JPY', 10_000],
  ] as const;
  await upsertOrders(
    play.ctx,
    orders.map(([currency, total]) => ({
      externalId: currency,
      customer: { id: play.people[0]?.id },
      currency,
      total,
      placedAt: '2026-03-05T12:00:00Z',
    })),
  );
}

test('money of several currencies is never added up without a rate, and says what it leaves out', async () => {
  const play = await begin();
  await buyThrice(play);
  const first = async () => {
    if (await areStatsDue(play.ctx)) await runStatsPass(play.ctx);
    return (await keptStats(play))[0];
  };
  expect(await first()).toMatchObject({
    orderCount: 3,
    lifetimeValue: 100,
    lifetimeValueCurrency: 'EUR',
    lifetimeValueLeftOut: '10000 JPY, 100 USD',
    averageOrder: 100,
  });
  await setBaseCurrency(play.ctx, { baseCurrency: 'EUR' });
  await setExchangeRates(play.ctx, { rates: [{ currency: 'USD', day: '2026-03-05', rate: '0.9' }] });
  expect(await first()).toMatchObject({
    lifetimeValue: 190,
    lifetimeValueCurrency: 'EUR',
    lifetimeValueLeftOut: '10000 JPY',
    averageOrder: 95,
  });
  // A rate of the day after says nothing about the day.
  await setExchangeRates(play.ctx, { rates: [{ currency: 'JPY', day: '2026-03-06', rate: '0.006' }] });
  expect(await first()).toMatchObject({ lifetimeValue: 190, lifetimeValueLeftOut: '10000 JPY' });
  await setExchangeRates(play.ctx, {
    rates: [
      { currency: 'JPY', day: '2026-01-01', rate: '0.006' },
      { currency: 'USD', day: '2026-03-06', rate: '0.1' },
    ],
  });
  expect(await first()).toMatchObject({
    lifetimeValue: 250,
    lifetimeValueLeftOut: null,
    averageOrder: 83.33,
  });
  await setBaseCurrency(play.ctx, { baseCurrency: 'CHF' });
  expect(await first()).toMatchObject({
    lifetimeValue: 0,
    lifetimeValueCurrency: 'CHF',
    lifetimeValueLeftOut: '100 EUR, 10000 JPY, 100 USD',
    averageOrder: null,
  });
});

test('rates are an admin’s, need a base, are told in the audit log once, and make only those due whom they may reckon', async () => {
  const play = await begin();
  await buyThrice(play);
  await runStatsPass(play.ctx);
  const told = () => play.ctx.db.prisma.auditEntry.count({ where: { action: 'settings.exchange-rates' } });
  const before = await told();
  const usd = { rates: [{ currency: 'USD', day: '2026-03-05', rate: '0.9' }] };
  await expect(setExchangeRates(play.ctx, usd)).rejects.toMatchObject({ code: 'conflict' });
  const marketer = await testContext({ role: 'marketer' });
  await expect(setBaseCurrency(marketer, { baseCurrency: 'EUR' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await setBaseCurrency(play.ctx, { baseCurrency: 'EUR' });
  await runStatsPass(play.ctx);
  await expect(
    setExchangeRates(play.ctx, { rates: [{ currency: 'EUR', day: '2026-03-05', rate: '2' }] }),
  ).rejects.toMatchObject({ code: 'conflict' });
  for (const rate of ['0', '-1', 'x', '1e400', '1.00000000001'])
    await expect(
      setExchangeRates(play.ctx, { rates: [{ currency: 'USD', day: '2026-03-05', rate }] }),
    ).rejects.toThrow();
  const due = () => play.ctx.db.prisma.recordStatsDue.findMany({ select: { recordId: true, orders: true } });
  expect(
    await setExchangeRates(play.ctx, { rates: [{ currency: 'USD', day: '2026-03-06', rate: '0.8' }] }),
  ).toEqual({ changed: 1 });
  expect(await due()).toEqual([]);
  expect(await setExchangeRates(play.ctx, usd)).toEqual({ changed: 1 });
  expect(await due()).toEqual([{ recordId: BigInt(play.people[0]?.id ?? 0), orders: true }]);
  await runStatsPass(play.ctx);
  expect(await setExchangeRates(play.ctx, usd)).toEqual({ changed: 0 });
  expect(await due()).toEqual([]);
  expect(await getMoneySettings(play.ctx)).toEqual({
    baseCurrency: 'EUR',
    rates: [
      { currency: 'USD', day: '2026-03-06', rate: '0.8' },
      { currency: 'USD', day: '2026-03-05', rate: '0.9' },
    ],
  });
  expect((await told()) - before).toBe(2);
});

test('another idea of when a cart is abandoned counts everyone again; nothing is due afterwards', async () => {
  const play = await begin();
  await upsertCarts(play.ctx, [
    {
      externalId: '1',
      customer: { externalId: 'C0' },
      currency: 'EUR',
      total: 40,
      touchedAt: new Date(start - 30 * 60_000).toISOString(),
    },
  ]);
  await runStatsPass(play.ctx);
  expect((await keptStats(play))[0]?.abandonedCartValue).toBeNull();
  await updateStatsSettings(play.ctx, { cartAbandonedMinutes: 15 });
  expect(await areStatsDue(play.ctx)).toBe(true);
  await runStatsPass(play.ctx);
  expect((await keptStats(play))[0]?.abandonedCartValue).toBe(40);
  expect(await areStatsDue(play.ctx)).toBe(false);
});
