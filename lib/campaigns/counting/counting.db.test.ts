import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDashboard } from '@/lib/dashboard';
import type { Tx } from '@/lib/db';
import { createCampaign } from '@/prisma/seed/campaigns';
import { importWorld } from '@/prisma/seed/import-world';
import { testContext } from '@/prisma/test-context';
import { bestHours } from '../best-hours';
import { campaignStatistics } from '../campaign-statistics';
import { clientsAndDevices } from '../clients-and-devices';
import { readMachines, shownCounts, type Machines } from '../figures';
import { linkTable } from '../link-table';
import { opensAndClicksOverTime } from '../opens-and-clicks-over-time';
import { recountCampaign, settleMachines } from './recount';
import { storeActivities, storeClicks, storeOpens, type SeenActivity } from './store-activity';

const sentAt = new Date('2026-11-19T18:00:00Z');
const after = (seconds: number): Date => new Date(sentAt.getTime() + seconds * 1_000);
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const desk =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const scanner =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36';

const addressOf = (id: number): string => `p${id}@${id <= 6 ? 'firm.example' : 'mail.example'}`;
const agent = fc.constantFrom(phone, desk, 'Mozilla/5.0', scanner, '');
const seconds = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 13, max: 100_000 }));
const contactId = fc.integer({ min: 1, max: 9 });
const url = fc.constantFrom(...['a', 'b', 'c', 'd', 'e'].map((path) => `https://shop.example/${path}`));
const ipAddress = fc.constantFrom('203.0.113.9', '52.102.1.1', '17.58.1.1');

const openRow = fc.record({ contactId, at: seconds, userAgent: agent, ipAddress });
const clickRow = fc.record({ contactId, at: seconds, url, userAgent: agent, ipAddress });
const recipientRow = fc.record({
  contactId,
  numOpens: fc.nat({ max: 4 }),
  numClicks: fc.nat({ max: 3 }),
  numReplies: fc.nat({ max: 1 }),
  numForwards: fc.nat({ max: 2 }),
  unsubscribed: fc.boolean(),
  softBounced: fc.boolean(),
  hardBounced: fc.boolean(),
  late: fc.nat({ max: 30 }),
});
const page = fc.oneof(
  fc.record({ kind: fc.constant('recipients' as const), rows: fc.array(recipientRow, { maxLength: 9 }) }),
  fc.record({ kind: fc.constant('opens' as const), rows: fc.array(openRow, { maxLength: 12 }) }),
  fc.record({ kind: fc.constant('clicks' as const), rows: fc.array(clickRow, { maxLength: 12 }) }),
  fc.constant({ kind: 'settle' as const }),
);
type Page = typeof page extends fc.Arbitrary<infer One> ? One : never;

const activityOf = ({ late, ...row }: typeof recipientRow extends fc.Arbitrary<infer One> ? One : never) =>
  ({
    ...row,
    email: addressOf(row.contactId),
    numPageViews: 0,
    dateSent: after(late),
    dateFirstOpened: row.numOpens > 0 ? after(60) : null,
    dateLastOpened: row.numOpens > 0 ? after(600) : null,
  }) satisfies SeenActivity;

async function store(tx: Tx, campaignId: bigint, given: Page): Promise<void> {
  if (given.kind === 'settle') await settleMachines(tx, campaignId);
  else if (given.kind === 'recipients')
    await storeActivities(tx, { campaignId, rows: given.rows.map(activityOf) });
  else if (given.kind === 'opens')
    await storeOpens(tx, {
      campaignId,
      rows: given.rows.map(({ at, ...row }) => ({
        ...row,
        email: addressOf(row.contactId),
        dateOpened: after(at),
        mailClient: '',
      })),
    });
  else
    await storeClicks(tx, {
      campaignId,
      rows: given.rows.map(({ at, ...row }) => ({
        ...row,
        email: addressOf(row.contactId),
        dateClicked: after(at),
      })),
    });
}

/** All that is kept of a campaign, rows and roll-ups. */
async function keptOf(tx: Tx, campaignId: bigint) {
  const rows = (table: string, order: string) =>
    tx.$queryRawUnsafe<{ row: object }[]>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE campaign_id = $1 ORDER BY ${order}`,
      campaignId,
    );
  return {
    totals: await rows('campaign_totals', '1'),
    recipients: await rows('campaign_recipients', 'dotdigital_contact_id'),
    opens: await rows('campaign_opens', 'dotdigital_contact_id, opened_at'),
    clicks: await rows('campaign_clicks', 'dotdigital_contact_id, clicked_at, url'),
    slots: await rows('campaign_slots', 'kind, by_machine, slot_at'),
    links: await rows('campaign_links', 'url'),
    clients: await rows('campaign_clients', 'client, device, by_machine'),
  };
}

it('what the import keeps, page by page in any order, is what counting anew makes of the rows', async () => {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  const { integrationId } = await createCampaign(prisma, { recipients: [] });
  let made = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(page, { maxLength: 10 }), async (pages) => {
      made += 1;
      const { id: campaignId } = await prisma.emailCampaign.create({
        data: {
          integrationId,
          dotdigitalId: made,
          name: `Counted ${made}`,
          status: 'Sent',
          sentAt,
          htmlContent: ['a', 'b', 'c'].map((path) => `<a href="https://shop.example/${path}">x</a>`).join(''),
        },
      });
      for (const one of [...pages, { kind: 'settle' as const }])
        await prisma.$transaction((tx) => store(tx, campaignId, one));
      const kept = await keptOf(prisma, campaignId);
      await prisma.$transaction((tx) => recountCampaign(tx, campaignId));
      const again = await keptOf(prisma, campaignId);
      expect({ ...kept, totals: [] }).toEqual({ ...again, totals: [] });
      if (kept.totals.length > 0) expect(kept.totals).toEqual(again.totals);
      await prisma.emailCampaign.delete({ where: { id: campaignId } });
    }),
    { numRuns: 60 },
  );
});

const isMachine = (userAgent: string): boolean =>
  userAgent === 'Mozilla/5.0' || userAgent.includes('HeadlessChrome');

it('every figure is what the sandbox reports, and without machines what its rows say', async () => {
  const world = await importWorld({ people: 80 });
  const { ctx } = world;
  await world.connect();
  const dotdigitalId = await world.send();
  for (const time of ['PT1M', 'PT2H', 'P1D', 'P6D']) {
    await world.advance(time);
    await world.run();
    const campaign = await world.campaign(dotdigitalId);
    const id = String(campaign.id);
    const { counts, differences, complaints } = await campaignStatistics(ctx, id);
    const { numbers } = await world.client.campaignSummary(dotdigitalId);
    expect(differences).toEqual([]);
    expect(shownCounts(counts, 'in')).toMatchObject({
      recipients: numbers.numTotalSent,
      delivered: numbers.numTotalDelivered,
      openers: numbers.numTotalUniqueOpens,
      opens: numbers.numTotalOpens,
      clickers: numbers.numRecipientsClicked,
      clicks: numbers.numTotalClicks,
      unsubscribed: numbers.numTotalUnsubscribes,
      softBounced: numbers.numTotalSoftBounces,
      hardBounced: numbers.numTotalHardBounces,
    });
    expect(shownCounts(counts, 'in')).toMatchObject(await plainlyCounted(ctx.db.prisma, campaign.id));
    expect(complaints).toBe(numbers.numTotalIspComplaints ?? numbers.numIspComplaints ?? 0);
    const human = shownCounts(counts, 'out');
    expect((await readDashboard(ctx)).campaigns.find((one) => one.id === id)).toMatchObject({
      sentCount: numbers.numTotalSent,
      bouncedCount: human.softBounced + human.hardBounced,
      openerCount: human.openers,
      clickerCount: human.clickers,
      unsubscribedCount: numbers.numTotalUnsubscribes,
    });
    const opens = await ctx.db.prisma.campaignOpen.findMany({ where: { campaignId: campaign.id } });
    const clicks = await ctx.db.prisma.campaignClick.findMany({ where: { campaignId: campaign.id } });
    for (const machines of ['in', 'out'].map((given) => readMachines(given))) {
      const counted = await pageOf(world.ctx, id, machines);
      const of = <Row extends { userAgent: string }>(rows: Row[]): Row[] =>
        machines === 'in' ? rows : rows.filter(({ userAgent }) => !isMachine(userAgent));
      const clickers = new Set(of(clicks).map((row) => row.dotdigitalContactId));
      const openers = new Set(of(opens).map((row) => row.dotdigitalContactId));
      expect(counted).toEqual({
        openers: machines === 'in' ? openers.size : new Set([...openers, ...clickers]).size,
        clickers: clickers.size,
        clicks: of(clicks).length,
        opensOverTime: of(opens).length,
        clicksOverTime: of(clicks).length,
        opensOfWeek: of(opens).length,
        opensOfClients: of(opens).length,
        links: Object.fromEntries(
          [...new Set(of(clicks).map((row) => row.url))].sort().map((link) => {
            const mine = of(clicks).filter((row) => row.url === link);
            return [link, [mine.length, new Set(mine.map((row) => row.dotdigitalContactId)).size]];
          }),
        ),
      });
    }
    const kept = await keptOf(ctx.db.prisma, campaign.id);
    await ctx.db.prisma.$transaction((tx) => recountCampaign(tx, campaign.id));
    expect(await keptOf(ctx.db.prisma, campaign.id)).toEqual(kept);
  }
  const { counts } = await campaignStatistics(ctx, String((await world.campaign(dotdigitalId)).id));
  expect(counts.humanOpens).toBeLessThan(counts.opens);
  expect(counts.humanClicks).toBeLessThan(counts.clicks);
});

/** What a page counts with machines, from nothing but the recipients. */
async function plainlyCounted(tx: Tx, campaignId: bigint): Promise<object> {
  const [row] = await tx.$queryRaw<object[]>`
    SELECT count(*)::int AS recipients, (count(*) FILTER (WHERE NOT (soft_bounced OR hard_bounced)))::int AS delivered,
      (count(*) FILTER (WHERE open_count > 0))::int AS openers, sum(open_count)::int AS opens,
      (count(*) FILTER (WHERE click_count > 0))::int AS clickers, sum(click_count)::int AS clicks,
      (count(*) FILTER (WHERE reply_count > 0))::int AS repliers, sum(forward_count)::int AS forwards,
      sum(page_view_count)::int AS "pageViews", (count(*) FILTER (WHERE unsubscribed))::int AS unsubscribed,
      (count(*) FILTER (WHERE soft_bounced AND NOT hard_bounced))::int AS "softBounced",
      (count(*) FILTER (WHERE hard_bounced))::int AS "hardBounced"
    FROM campaign_recipients WHERE campaign_id = ${campaignId}`;
  return row ?? {};
}

async function pageOf(ctx: Awaited<ReturnType<typeof testContext>>, id: string, machines: Machines) {
  const shown = shownCounts((await campaignStatistics(ctx, id)).counts, machines);
  const { points } = await opensAndClicksOverTime(ctx, { id, machines });
  const { hours } = await bestHours(ctx, { id, machines });
  const { links } = await linkTable(ctx, { id, machines });
  const clients = await clientsAndDevices(ctx, { id, machines });
  const sum = <Row>(rows: Row[], of: (row: Row) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  return {
    openers: shown.openers,
    clickers: shown.clickers,
    clicks: shown.clicks,
    opensOverTime: sum(points, ({ opens }) => opens),
    clicksOverTime: sum(points, ({ clicks }) => clicks),
    opensOfWeek: sum(hours, ({ opens }) => opens),
    opensOfClients: sum(clients, ({ opens }) => opens),
    links: Object.fromEntries(
      links
        .toSorted((a, b) => (a.url < b.url ? -1 : 1))
        .map(({ url: link, clicks, people }) => [link, [clicks, people]]),
    ),
  };
}
