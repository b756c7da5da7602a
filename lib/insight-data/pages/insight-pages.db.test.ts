import { expect, test } from 'vitest';
import { insightWorld } from '@/prisma/seed/insight-world';
import { testContext } from '@/prisma/test-context';
import { parseTableQuery } from '@/lib/table-query';
import {
  askComparison,
  findDueInsight,
  getInsightData,
  insightGrid,
  insightItemsCsv,
  listInsightItems,
  retryInsight,
  switchInsight,
} from '../index';

const table = parseTableQuery(new URLSearchParams(), insightGrid.table);

test('switched on by an admin it goes, with a line in the audit log; a marketer sees and retries, a viewer neither', async () => {
  const world = await insightWorld({ isOn: false });
  const id = String(world.integrationId);
  const { prisma } = world.ctx.db;
  const ann = await world.customer('ann');
  await world.order(ann, '1');
  await world.push();
  expect(await world.items()).toEqual([]);

  const now = () => new Date(world.clock.now);
  const marketer = await testContext({ role: 'marketer', now });
  const viewer = await testContext({ role: 'viewer', now });
  const on = { integrationId: id, kind: 'orders' as const, active: true };
  await expect(switchInsight(marketer, on)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getInsightData(viewer, id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(askComparison(marketer, on)).rejects.toMatchObject({ code: 'conflict' });
  await switchInsight(world.ctx, on);
  await expect(switchInsight(world.ctx, on)).rejects.toMatchObject({ code: 'conflict' });
  expect(await findDueInsight(world.ctx)).toContainEqual(
    expect.objectContaining({ integrationId: world.integrationId, kind: 'orders', compare: true }),
  );
  await world.rest();
  const [orders, carts] = await getInsightData(marketer, id);
  expect(orders).toMatchObject({
    active: true,
    api: 'v3',
    counts: { in_step: 1, failed: 0 },
    isAsked: false,
    problem: null,
    lastBatch: { rowCount: 1, failedCount: 0 },
  });
  expect(carts).toMatchObject({ active: false, api: null });
  expect(
    await prisma.auditEntry.count({
      where: { action: 'integration.insight-data-on', subjectId: id },
    }),
  ).toBe(1);
  await world.pass(1);
  await askComparison(marketer, on);
  expect((await getInsightData(marketer, id))[0]?.isAsked).toBe(true);
});

test('what failed says why on the page and in the file, and goes again by Retry', async () => {
  const world = await insightWorld();
  const id = String(world.integrationId);
  const { prisma } = world.ctx.db;
  const email = world.mail('gone');
  await world.putInBook(email);
  const person = await prisma.crmRecord.create({
    data: { entity: 'customer', firstName: 'Gone', email, emailKey: email, source: world.source },
  });
  await world.order(person, '1');
  await world.rest();
  const { rows } = await listInsightItems(world.ctx, id, table);
  expect(rows).toMatchObject([
    {
      key: `${world.source} 1`,
      state: 'failed',
      person: { id: String(person.id), name: 'Gone', email },
      reason: expect.stringContaining('doesn’t know the address') as string,
    },
  ]);
  let file = '';
  for await (const part of await insightItemsCsv(world.ctx, id, table)) file += part;
  expect(file).toContain('doesn’t know the address');

  await world.control('/contacts', { contacts: [{ email }] });
  await world.push();
  expect(await world.states()).toEqual({ 1: 'failed ContactEmailDoesNotExist' });
  const asked = { integrationId: id, kind: 'orders' as const, key: `${world.source} 1` };
  expect(await retryInsight(await testContext({ role: 'marketer' }), asked)).toEqual({ count: 1 });
  await world.rest();
  expect(await world.states()).toEqual({ 1: 'in_step' });
  await expect(retryInsight(world.ctx, { ...asked, key: null })).rejects.toMatchObject({ code: 'conflict' });
});
