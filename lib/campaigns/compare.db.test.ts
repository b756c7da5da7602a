import { expect, it } from 'vitest';
import { compareCampaigns, comparisonCsv, marketingTimeline, sinceSending } from '.';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import { ComparedIds, RevenueRule } from './schemas';

const revenue = RevenueRule.parse({});

it('campaigns are compared as they are asked for; what isn’t there is named', async () => {
  const ctx = await testContext({ role: 'viewer' });
  const [one, two] = [
    await createCampaign(ctx.db.prisma, {
      name: '=cmd',
      recipients: [{ email: 'a@c.example', opens: 2 }],
      summary: { complaints: 1 },
    }),
    await createCampaign(ctx.db.prisma, { name: 'Other', recipients: [{ email: 'a@c.example' }] }),
  ];
  const ids = [two.id, one.id];
  const compared = await compareCampaigns(ctx, { ids, revenue });
  expect(compared).toMatchObject([
    { name: 'Other', complaints: null, counts: { openers: 0 } },
    { name: '=cmd', complaints: 1, counts: { openers: 1 }, revenue: { orders: 0 } },
  ]);
  await expect(compareCampaigns(ctx, { ids: [one.id, '900000000000000000'], revenue })).rejects.toMatchObject(
    {
      code: 'not_found',
      userMessage: expect.stringContaining('900000000000000000') as string,
    },
  );
  let csv = '';
  for await (const part of comparisonCsv(ctx, { ids, revenue })) csv += part;
  expect(csv).toContain("Figure,Other,Other: rate,'=cmd,'=cmd: rate");
  expect(csv).toContain('\r\nOpened,0,0,1,1\r\n');
});

it('takes two to six ids, each once', () => {
  const parsed = (text: string) => ComparedIds.safeParse(text);
  expect(parsed('1,2,2,1')).toMatchObject({ data: ['1', '2'] });
  expect(parsed('5,5').error?.issues[0]?.message).toContain('at least two');
  expect(parsed('').error?.issues[0]?.message).toContain('at least two');
  expect(parsed('1,2,3,4,5,6,7').error?.issues[0]?.message).toContain('At most six');
  expect(parsed('1,x').success).toBe(false);
});

it('an hour that has not begun is not told, nor is anything of what was never sent', async () => {
  const base = await testContext();
  const { id } = await createCampaign(base.db.prisma, {
    sentAt: '2026-11-01T10:05:00Z',
    recipients: [{ email: 'a@c.example', opens: 2 }],
    openTimes: ['2026-11-01T10:20:00Z', '2026-11-01T12:30:00Z'],
  });
  const { id: never } = await createCampaign(base.db.prisma, { status: 'Unsent', recipients: [] });
  await base.db.prisma.emailCampaign.update({ where: { id: BigInt(never) }, data: { sentAt: null } });
  const ctx = { ...base, now: () => new Date('2026-11-01T12:40:00Z') };
  const { hours, series } = await sinceSending(ctx, { ids: [id, never], hours: 24 });
  expect(hours.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  expect(series[0]?.opens.slice(0, 5)).toEqual([0, 1, 1, 2, null]);
  expect(series[1]?.opens.every((value) => value === null)).toBe(true);
});

it('a time line has every send, days without any opens, and weeks after three years', async () => {
  const ctx = await testContext({ role: 'viewer' });
  const { prisma } = ctx.db;
  const first = await createCampaign(prisma, {
    name: 'First',
    sentAt: '2023-11-01T10:00:00Z',
    recipients: [{ email: 'a@c.example', opens: 1 }],
    openTimes: ['2023-11-01T11:00:00Z'],
  });
  const id = String(first.marketingCampaignId);
  const one = await marketingTimeline(ctx, { id });
  expect(one).toMatchObject({ per: 'day', points: [{ opens: 1 }], timeZone: 'Europe/London' });
  const last = await createCampaign(prisma, {
    name: 'Last',
    timeZone: 'Asia/Tokyo',
    sentAt: '2026-11-20T10:00:00Z',
    recipients: [{ email: 'a@c.example' }],
  });
  await prisma.emailCampaign.update({
    where: { id: BigInt(last.id) },
    data: { marketingCampaignId: first.marketingCampaignId },
  });
  const both = await marketingTimeline(ctx, { id });
  expect(both.sends.map(({ name }) => name)).toEqual(['First', 'Last']);
  expect(both).toMatchObject({ per: 'week', timeZone: 'UTC' });
  expect(both.points.length).toBeGreaterThan(150);
  const { marketingCampaignId } = await createCampaign(prisma, { status: 'Unsent', recipients: [] });
  expect(await marketingTimeline(ctx, { id: String(marketingCampaignId) })).toMatchObject({
    points: [],
    sends: [],
  });
});
