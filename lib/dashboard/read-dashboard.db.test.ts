import { expect, it } from 'vitest';
import { campaignStatistics } from '@/lib/campaigns';
import { medianOf, rateOf, shownCounts } from '@/lib/campaigns/schemas';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import { readDashboard } from './index';

it('says which list waits for a book, and which accounts can be asked, as far as the person may ask', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  expect(await readDashboard(ctx)).toMatchObject({ unconnectedListId: null, integrations: [] });

  const [older, newer] = [await createList(tx), await createList(tx)];
  expect(await readDashboard(ctx)).toMatchObject({ listCount: 2, unconnectedListId: String(newer) });

  const { integrationId, connectionId } = await connectList(tx, newer);
  const { name } = await tx.integration.findUniqueOrThrow({ where: { id: integrationId } });
  expect(await readDashboard(ctx)).toMatchObject({
    connectionCount: 1,
    unconnectedListId: String(older),
    integrations: [{ id: String(integrationId), name }],
  });

  await tx.connection.update({ where: { id: connectionId }, data: { state: 'disconnected' } });
  await tx.marketingList.update({ where: { id: older }, data: { archivedAt: ctx.now() } });
  expect(await readDashboard(ctx)).toMatchObject({ connectionCount: 0, unconnectedListId: String(newer) });

  expect(await readDashboard(await testContext({ role: 'viewer' }))).toMatchObject({ integrations: [] });
  await tx.integration.update({ where: { id: integrationId }, data: { active: false } });
  expect(await readDashboard(ctx)).toMatchObject({ integrations: [] });
});

it('compares each campaign with the median of those that its account sent before it', async () => {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  const send = async (day: number, openers: number, integrationId?: bigint) =>
    createCampaign(prisma, {
      name: `Day ${day}`,
      integrationId,
      sentAt: new Date(Date.UTC(2027, 0, day)).toISOString(),
      recipients: Array.from({ length: 10 }, (_, n) => ({
        email: `${n}@median.example`,
        opens: n < openers ? 1 : 0,
      })),
    });
  const { integrationId } = await send(1, 10);
  for (const [n, openers] of [9, 1, 2, 3, 4, 5, 6, 7, 8, 9].entries())
    await send(2 + n, openers, integrationId);
  await send(12, 1);
  await send(13, 5, integrationId);
  const shown = (await readDashboard(ctx)).campaigns;
  expect(shown.map(({ name }) => name)).toEqual(['Day 13', 'Day 12', 'Day 11', 'Day 10', 'Day 9']);
  // The ten before it: 9 1 2 3 4 5 6 7 8 9 of ten; the one on day 1 is the eleventh.
  expect(shown[0]?.median).toEqual({ opened: expect.closeTo(0.55), clicked: 0, unsubscribed: 0 });
  expect(shown[1]?.median).toBe(null);
  for (const { id, median } of shown) {
    const before = (await campaignStatistics(ctx, id)).before.map((one) => shownCounts(one, 'out'));
    expect(median?.opened ?? null).toBe(medianOf(before.map((one) => rateOf('opened', one))));
  }
});

it('shows a viewer statistics alone, and others what comes next', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  const at = new Date(ctx.now().getTime() + 600_000);
  const { connectionId, integrationId } = await connectList(tx, await createList(tx, { name: 'Goes out' }));
  await tx.connection.update({ where: { id: connectionId }, data: { nextExportAt: at } });
  await tx.integration.update({
    where: { id: integrationId },
    data: { name: 'Comes in', nextImportAt: new Date(at.getTime() + 1_000) },
  });
  const stopped = await connectList(tx, await createList(tx));
  await tx.connection.update({ where: { id: stopped.connectionId }, data: { state: 'stopped' } });
  const names = async () =>
    (await readDashboard(ctx)).next.filter(({ name }) => name === 'Goes out' || name === 'Comes in');
  expect(await names()).toMatchObject([
    { kind: 'wave', to: 'Newsletter', at: at.toISOString() },
    { kind: 'import', href: `/integrations/${integrationId}` },
  ]);
  await tx.syncRun.create({ data: { kind: 'import', trigger: 'schedule', integrationId } });
  expect((await names()).map(({ name, at: when }) => [name, when])).toEqual([
    ['Comes in', null],
    ['Goes out', at.toISOString()],
  ]);
  await tx.integration.update({ where: { id: integrationId }, data: { active: false } });
  expect(await names()).toEqual([]);

  expect((await readDashboard(ctx)).attention).not.toEqual([]);
  const seen = await readDashboard({ ...(await testContext({ role: 'viewer' })), db: ctx.db });
  expect(seen).toMatchObject({ attention: [], next: [], integrations: [] });
  expect(seen.campaigns).not.toEqual([]);
});
