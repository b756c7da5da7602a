import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { recountCampaign } from '../counting/recount';
import { campaignFeed } from './campaign-feed';

let ctx: Awaited<ReturnType<typeof testContext>>;
beforeEach(async () => {
  ctx = await testContext();
});

const send = (more: object = {}) =>
  createCampaign(ctx.db.prisma, {
    sentAt: '2026-11-01T10:00:00Z',
    recipients: [
      { email: 'ada@feed.example', opens: 2, clicks: 1, unsubscribed: true },
      { email: 'bo@feed.example', softBounced: true },
      { email: 'cy@feed.example', hardBounced: true },
    ],
    openTimes: ['2026-11-01T11:00:00Z', '2026-11-01T13:00:00Z'],
    clicks: [{ at: '2026-11-01T13:00:00Z', url: 'https://shop.example/a' }],
    ...more,
  });

const told = ({ events }: Awaited<ReturnType<typeof campaignFeed>>) =>
  events.map(({ kind, email, at }) => `${at.slice(11, 16)} ${email.slice(0, 3)} ${kind}`);

it('tells what happened, the latest first, and what has no moment of its own where the mail was sent', async () => {
  const { id, integrationId } = await send();
  expect(told(await campaignFeed(ctx, { id }))).toEqual([
    '13:00 ada opened',
    '13:00 ada clicked',
    '11:00 ada opened',
    '10:00 ada unsubscribed',
    '10:00 bo@ bounced softly',
    '10:00 cy@ bounced hard',
  ]);
  await ctx.db.prisma.dotdigitalContact.create({
    data: {
      integrationId,
      emailKey: 'ada@feed.example',
      status: 'Unsubscribed',
      statusAt: new Date('2026-11-01T12:00:00Z'),
    },
  });
  const { events } = await campaignFeed(ctx, { id });
  expect(events.find(({ kind }) => kind === 'unsubscribed')).toMatchObject({
    at: '2026-11-01T12:00:00.000Z',
    isOwnTime: true,
  });
  expect(events.find(({ kind }) => kind === 'bounced hard')).toMatchObject({ isOwnTime: false });
  expect(events.find(({ kind }) => kind === 'clicked')).toMatchObject({ url: 'https://shop.example/a' });
});

it('names the person by their oldest record', async () => {
  const email = `named-${randomUUID()}@feed.example`;
  const [first] = await createRecords(ctx.db.prisma, 2, { email, firstName: 'Ada', lastName: 'Tanabe' });
  const { id } = await send({ recipients: [{ email, opens: 1 }], clicks: [] });
  expect((await campaignFeed(ctx, { id })).events[0]).toMatchObject({
    name: 'Ada Tanabe',
    recordId: String(first?.id),
    entity: 'contact',
  });
});

it('leaves machines out, or says which they were', async () => {
  const { id } = await send();
  await ctx.db.prisma.campaignOpen.updateMany({
    where: { campaignId: BigInt(id), openedAt: new Date('2026-11-01T11:00:00Z') },
    data: { userAgent: 'Mozilla/5.0' },
  });
  await recountCampaign(ctx.db.prisma, BigInt(id));
  expect(told(await campaignFeed(ctx, { id }))).not.toContain('11:00 ada opened');
  const { events } = await campaignFeed(ctx, { id, machines: 'in' });
  expect(events.filter(({ byMachine }) => byMachine).map(({ at }) => at)).toEqual([
    '2026-11-01T11:00:00.000Z',
  ]);
});

it('is walked page by page, each event once', async () => {
  const openTimes = Array.from({ length: 45 }, (_, n) =>
    new Date(Date.UTC(2026, 10, 1, 11, n >> 1, n % 2)).toISOString(),
  );
  const clicks = Array.from({ length: 10 }, (_, n) => ({
    at: '2026-11-01T11:05:00Z',
    url: `https://shop.example/${n}`,
  }));
  const { id } = await send({ openTimes, clicks });
  const keys: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof campaignFeed>> = await campaignFeed(ctx, {
      id,
      before,
      machines: 'in',
    });
    expect(page.events.length).toBeLessThanOrEqual(20);
    keys.push(...page.events.map(({ at, key }) => `${at} ${key}`));
    before = page.next;
  } while (before !== null);
  expect(keys).toHaveLength(45 + 10 + 3);
  expect(new Set(keys).size).toBe(keys.length);
  expect([...keys].sort().reverse()).toEqual(keys);
  expect((await campaignFeed(ctx, { id, before: 'altered', machines: 'in' })).events).toHaveLength(20);
});

it('says when it was read and is read next, and what keeps it from that', async () => {
  const { id, integrationId } = await send({ status: 'Sending' });
  const { prisma } = ctx.db;
  const nextImportAt = new Date('2026-11-01T14:00:00Z');
  await prisma.integration.update({ where: { id: integrationId }, data: { active: true, nextImportAt } });
  expect(await campaignFeed(ctx, { id })).toMatchObject({ state: 'not read', readAt: null });
  const { dotdigitalId } = await prisma.emailCampaign.findUniqueOrThrow({ where: { id: BigInt(id) } });
  const lastSuccessAt = new Date('2026-11-01T13:45:00Z');
  await prisma.importCursor.create({
    data: { integrationId, connector: 'activities', scopeId: String(dotdigitalId), lastSuccessAt },
  });
  expect(await campaignFeed(ctx, { id })).toMatchObject({
    state: 'sending',
    readAt: lastSuccessAt.toISOString(),
    nextReadAt: nextImportAt.toISOString(),
  });
  await prisma.integration.update({ where: { id: integrationId }, data: { active: false } });
  expect(await campaignFeed(ctx, { id })).toMatchObject({ state: 'account off', nextReadAt: null });
});

it('shows nobody to a viewer', async () => {
  const { id } = await send();
  const viewer = { ...(await testContext({ role: 'viewer' })), db: ctx.db };
  await expect(campaignFeed(viewer, { id })).rejects.toMatchObject({ code: 'forbidden' });
});
