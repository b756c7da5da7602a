import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { campaignRevenue, marketingRevenue } from './campaign-revenue';
import { moveEmailCampaign } from './marketing/move-email-campaign';

it('orders count within the days after an open or a click, each once, and not when they were taken back', async () => {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  const email = `buyer-${randomUUID()}@x.example`;
  const [record] = await createRecords(prisma, 1, { email });
  const { id } = await createCampaign(prisma, {
    sentAt: '2026-11-01T08:00:00Z',
    recipients: [{ email, opens: 1, clicks: 2 }],
    openTimes: ['2026-11-01T09:00:00Z'],
    clicks: [
      { at: '2026-11-03T09:00:00Z', url: 'https://shop.example/a' },
      { at: '2026-11-04T09:00:00Z', url: 'https://shop.example/b' },
    ],
  });
  const order = (placedAt: string, total: number, more: { status?: string; currency?: string } = {}) => ({
    externalId: randomUUID(),
    recordId: record?.id ?? 0n,
    status: 'completed',
    currency: 'GBP',
    total,
    placedAt: new Date(placedAt),
    ...more,
  });
  await prisma.order.createMany({
    data: [
      order('2026-11-01T08:59:00Z', 1),
      order('2026-11-02T09:00:00Z', 10),
      order('2026-11-04T10:00:00Z', 100),
      order('2026-11-04T11:00:00Z', 1_000, { status: 'refunded' }),
      order('2026-11-05T12:00:00Z', 30, { currency: 'EUR' }),
      order('2026-11-11T09:00:01Z', 10_000),
    ],
  });
  expect(await campaignRevenue(ctx, { id, days: 7, after: 'click' })).toEqual({
    days: 7,
    after: 'click',
    orders: 2,
    buyers: 1,
    sums: [
      { currency: 'GBP', total: 100 },
      { currency: 'EUR', total: 30 },
    ],
  });
  expect(await campaignRevenue(ctx, { id, days: 1, after: 'click' })).toMatchObject({ orders: 1 });
  expect(await campaignRevenue(ctx, { id, days: 7, after: 'open' })).toMatchObject({
    orders: 3,
    sums: [
      { currency: 'GBP', total: 110 },
      { currency: 'EUR', total: 30 },
    ],
  });
  await prisma.campaignClick.updateMany({
    where: { campaignId: BigInt(id) },
    data: { machineRule: 'scanner' },
  });
  expect((await campaignRevenue(ctx, { id, days: 7, after: 'click' })).orders).toBe(0);
  expect((await campaignRevenue(ctx, { id, days: 7, after: 'click', machines: 'in' })).orders).toBe(2);
});

it('over a marketing campaign an order counts once, whichever of its email campaigns led to it, and not after one that was moved away', async () => {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  const email = `buyer-${randomUUID()}@x.example`;
  const [record] = await createRecords(prisma, 1, { email });
  const sent = (day: number) =>
    createCampaign(prisma, {
      sentAt: `2026-11-0${day}T08:00:00Z`,
      recipients: [{ email, opens: 1, clicks: 1 }],
      openTimes: [`2026-11-0${day}T09:00:00Z`],
      clicks: [{ at: `2026-11-0${day}T09:00:00Z`, url: 'https://shop.example/a' }],
    });
  const [first, second, elsewhere] = [await sent(1), await sent(2), await sent(3)];
  const id = String(first.marketingCampaignId);
  await moveEmailCampaign(ctx, { id: second.id, toId: id });
  await prisma.order.createMany({
    data: [
      ['2026-11-01T10:00:00Z', 1],
      ['2026-11-02T10:00:00Z', 10],
      ['2026-11-03T10:00:00Z', 100],
    ].map(([placedAt, total]) => ({
      externalId: randomUUID(),
      recordId: record?.id ?? 0n,
      status: 'completed',
      currency: 'GBP',
      total: Number(total),
      placedAt: new Date(String(placedAt)),
    })),
  });
  const within = (days: number) => marketingRevenue(ctx, { id, days, after: 'click' });
  expect(await within(7)).toMatchObject({ orders: 3, buyers: 1, sums: [{ currency: 'GBP', total: 111 }] });
  expect(await within(1)).toMatchObject({ orders: 2, sums: [{ currency: 'GBP', total: 11 }] });
  await moveEmailCampaign(ctx, { id: second.id, toId: String(elsewhere.marketingCampaignId) });
  expect(await within(1)).toMatchObject({ orders: 1, sums: [{ currency: 'GBP', total: 1 }] });
});
