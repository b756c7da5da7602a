import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { createMachineHistory } from '@/prisma/seed/campaign-histories';
import { testContext } from '@/prisma/test-context';
import { personEngagement } from '.';
import { noCounts, rateOf, shownCounts } from './figures';

const now = new Date('2026-11-30T12:00:00Z');

describe('what a person did with campaigns', () => {
  it('is told by the month of sending, without gaps, up to the present month', async () => {
    const ctx = await testContext({ now: () => now });
    const { prisma } = ctx.db;
    const email = 'months@x.example';
    const { integrationId } = await createCampaign(prisma, {
      timeZone: 'Europe/London',
      sentAt: '2026-08-31T22:59:00Z',
      recipients: [{ email, opens: 2, clicks: 1 }],
    });
    // Half an hour before midnight in UTC is September in London.
    await createCampaign(prisma, {
      integrationId,
      sentAt: '2026-08-31T23:30:00Z',
      recipients: [{ email, softBounced: true }],
    });
    const { months, counts } = await personEngagement(ctx, email);
    expect(
      months.map(({ month, counts: { recipients, humanOpeners } }) => [month, recipients, humanOpeners]),
    ).toEqual([
      ['2026-08', 1, 1],
      ['2026-09', 1, 0],
      ['2026-10', 0, 0],
      ['2026-11', 0, 0],
    ]);
    expect(shownCounts(counts, 'out')).toMatchObject({
      recipients: 2,
      delivered: 1,
      openers: 1,
      clickers: 1,
      opens: 2,
    });
    expect(rateOf('mailsOpened', shownCounts(counts, 'out'))).toBe(1);
  });

  it('tells two years at most, and all of it in all', async () => {
    const ctx = await testContext({ now: () => now });
    const email = 'years@x.example';
    const { integrationId } = await createCampaign(ctx.db.prisma, {
      sentAt: '2023-01-10T10:00:00Z',
      recipients: [{ email, opens: 1 }],
    });
    await createCampaign(ctx.db.prisma, {
      integrationId,
      sentAt: '2026-11-10T10:00:00Z',
      recipients: [{ email }],
    });
    const { months, counts } = await personEngagement(ctx, email);
    expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([24, '2024-12', '2026-11']);
    expect(counts.recipients).toBe(2);
  });

  it('names the hour of the week in the account’s zone once three opens speak for it', async () => {
    const ctx = await testContext({ now: () => now });
    const email = 'hour@x.example';
    const { integrationId } = await createCampaign(ctx.db.prisma, {
      timeZone: 'America/New_York',
      sentAt: '2026-11-01T10:00:00Z',
      recipients: [{ email, opens: 3 }],
      openTimes: ['2026-11-03T14:10:00Z', '2026-11-10T14:50:00Z', '2026-11-11T20:00:00Z'],
    });
    expect((await personEngagement(ctx, email)).bestHour).toBeNull();
    await createCampaign(ctx.db.prisma, {
      integrationId,
      sentAt: '2026-11-15T10:00:00Z',
      recipients: [{ email, opens: 1 }],
      openTimes: ['2026-11-17T14:00:00Z'],
    });
    expect((await personEngagement(ctx, email)).bestHour).toEqual({ weekday: 2, hour: 9, opens: 3 });
  });

  it('says nothing of whom nothing was sent, and forgets deleted integrations', async () => {
    const ctx = await testContext({ now: () => now });
    const nothing = { counts: noCounts, months: [], bestHour: null, lastOpenedAt: null, lastClickedAt: null };
    expect(await personEngagement(ctx, 'nobody@x.example')).toEqual(nothing);
    const { integrationId } = await createCampaign(ctx.db.prisma, {
      recipients: [{ email: 'gone@x.example', opens: 1 }],
    });
    await ctx.db.prisma.integration.update({ where: { id: integrationId }, data: { deletedAt: now } });
    expect(await personEngagement(ctx, 'gone@x.example')).toEqual(nothing);
  });
});

it('every figure of a person is what a plain look at the rows counts, with machines and without', async () => {
  const ctx = await testContext({ now: () => now });
  const { prisma } = ctx.db;
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const history = await createMachineHistory(prisma, { seed, people: 4, campaigns: 4, until: now });
      for (const email of history.emails) {
        const told = await personEngagement(ctx, email);
        const plain = await plainly(history.campaignIds, email);
        expect({ ...shownCounts(told.counts, 'in') }).toMatchObject(plain.all);
        expect({ ...shownCounts(told.counts, 'out') }).toMatchObject(plain.people);
        expect(told.lastOpenedAt).toBe(plain.lastOpenedAt);
        expect(told.lastClickedAt).toBe(plain.lastClickedAt);
        expect(told.bestHour?.opens ?? null).toBe(plain.bestOpens);
        const inMonths = told.months.reduce((sum, { counts }) => sum + counts.recipients, 0);
        expect(inMonths).toBe(told.counts.recipients);
      }
    }),
    { numRuns: 12 },
  );

  /** Row by row in memory, by the words of the definitions; shares no SQL with what is looked at. */
  async function plainly(campaignIds: readonly bigint[], email: string) {
    const where = { campaignId: { in: [...campaignIds] }, emailKey: email };
    const mails = await prisma.campaignRecipient.findMany({ where });
    const opens = await prisma.campaignOpen.findMany({ where });
    const clicks = await prisma.campaignClick.findMany({ where });
    const of = <Row extends { campaignId: bigint; machineRule: string | null }>(
      rows: Row[],
      id: bigint,
      people: boolean,
    ) => rows.filter((row) => row.campaignId === id && (!people || row.machineRule === null));
    const count = (people: boolean) => {
      const each = mails.map(({ campaignId, softBounced, hardBounced }) => {
        const clicked = of(clicks, campaignId, people).length;
        const opened = of(opens, campaignId, people).length;
        return {
          arrived: !softBounced && !hardBounced,
          clicked,
          opened: people && clicked > 0 ? Math.max(opened, 1) : opened,
        };
      });
      return {
        recipients: mails.length,
        delivered: each.filter(({ arrived }) => arrived).length,
        openers: each.filter(({ opened }) => opened > 0).length,
        opens: each.reduce((sum, { opened }) => sum + opened, 0),
        clickers: each.filter(({ clicked }) => clicked > 0).length,
        clicks: each.reduce((sum, { clicked }) => sum + clicked, 0),
      };
    };
    const latest = (times: Date[]): string | null =>
      times.length === 0 ? null : new Date(Math.max(...times.map((at) => at.getTime()))).toISOString();
    const human = opens.filter(({ machineRule }) => machineRule === null);
    const hours = new Map<string, number>();
    for (const { openedAt } of human) {
      const hour = `${openedAt.getUTCDay()} ${openedAt.getUTCHours()}`;
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    }
    return {
      all: count(false),
      people: count(true),
      lastOpenedAt: latest([
        ...human.map(({ openedAt }) => openedAt),
        // Who clicked has opened: where no open of a person is known, the click stands for it.
        ...clicks
          .filter(
            ({ campaignId, machineRule }) =>
              machineRule === null && !human.some((open) => open.campaignId === campaignId),
          )
          .map(({ clickedAt }) => clickedAt),
      ]),
      lastClickedAt: latest(
        clicks.filter(({ machineRule }) => machineRule === null).map(({ clickedAt }) => clickedAt),
      ),
      bestOpens: [...hours.values()].filter((opens) => opens >= 3).sort((a, b) => b - a)[0] ?? null,
    };
  }
});
