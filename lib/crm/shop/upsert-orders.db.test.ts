import { expect, test } from 'vitest';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { recordEvents } from './record-events';
import { upsertCarts, upsertOrders } from './upsert-orders';

const now = () => new Date('2026-11-21T12:00:00Z');
const order = { currency: 'EUR', total: '119.90', placedAt: '2026-11-20T10:00:00+01:00' };
const items = [{ sku: 'A1', name: 'Boots', quantity: 2, unitPrice: 59.95 }];

async function world() {
  const ctx = await testContext({ now });
  await ctx.db.pool.query('TRUNCATE crm_records, orders, carts RESTART IDENTITY CASCADE');
  const people = await createRecords(ctx.db.prisma, 3, (n) => ({
    entity: n === 2 ? 'contact' : 'customer',
    externalId: `C${n}`,
    email: n === 1 ? 'Twin@example.com' : `p${n}@example.com`,
  }));
  await createRecords(ctx.db.prisma, 1, { entity: 'customer', email: 'twin@example.com' });
  return { ctx, ids: people.map(({ id }) => String(id)) };
}

test('orders come in by external id, are found the same, changed and moved, items as a whole; each row has an outcome', async () => {
  const { ctx, ids } = await world();
  const first = await upsertOrders(ctx, [
    { externalId: '1', customer: { id: ids[0] }, ...order, items },
    { externalId: '2', customer: { externalId: 'C1' }, ...order },
    { externalId: '3', customer: { email: ' TWIN@example.com' }, ...order },
  ]);
  expect(first.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
  const stored = await ctx.db.prisma.order.findMany({
    include: { items: true },
    orderBy: { externalId: 'asc' },
  });
  // The address stands on two customers: the older one is meant.
  expect(stored.map((one) => String(one.recordId))).toEqual([ids[0], ids[1], ids[1]]);
  expect(stored[0]).toMatchObject({
    status: 'completed',
    placedAt: new Date('2026-11-20T09:00:00Z'),
    items: [{ sku: 'A1', n: 1 }],
  });

  const again = await upsertOrders(ctx, [
    { externalId: '1', customer: { id: ids[0] }, ...order, items: [{ ...items[0], quantity: '2.000' }] },
    { externalId: '2', customer: { externalId: 'C1' }, ...order, items },
    { externalId: '3', customer: { id: ids[0] }, ...order, total: 120 },
  ]);
  expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'updated', 'updated']);
  const stats = await ctx.db.prisma.recordStats.findMany({ orderBy: { recordId: 'asc' } });
  expect(stats.map(({ orderCount, lifetimeValue }) => [orderCount, Number(lifetimeValue)])).toEqual([
    [2, 239.9],
    [1, 119.9],
  ]);
  const cleared = await upsertOrders(ctx, [
    { externalId: '1', customer: { id: ids[0] }, ...order, items: [] },
  ]);
  expect(cleared[0]?.outcome).toBe('updated');
  expect(await ctx.db.prisma.orderItem.count()).toBe(1);
  expect(await ctx.db.prisma.auditEntry.count({ where: { action: 'order.upsert' } })).toBe(3);
});

test('the last of rows with one external id counts, and a later one that is refused does not undo the earlier', async () => {
  const { ctx, ids } = await world();
  const customer = { id: ids[0] };
  const outcomes = await upsertOrders(ctx, [
    { externalId: '1', customer, ...order, total: 1 },
    { externalId: '1', customer, ...order, total: 2 },
    { externalId: '1', customer: { id: '999' }, ...order, total: 3 },
  ]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'created', 'rejected']);
  expect(outcomes[0]).toMatchObject({
    id: outcomes[1]?.id,
    reason: expect.stringContaining('Row 1') as string,
  });
  expect(await ctx.db.prisma.order.findMany({ select: { total: true } })).toMatchObject([
    { total: expect.objectContaining({}) as object },
  ]);
  expect(Number((await ctx.db.prisma.order.findFirstOrThrow()).total)).toBe(2);
});

test('what doesn’t fit is refused by itself, with where and why', async () => {
  const { ctx, ids } = await world();
  const customer = { id: ids[0] };
  const bad: [unknown, string, string | null][] = [
    ['no row', 'This row is missing or of the wrong type', null],
    [{ customer, ...order }, 'externalId is missing', 'externalId'],
    [{ externalId: 'x', customer, ...order, currency: 'EURO' }, 'ISO 4217', 'currency'],
    [{ externalId: 'x', customer, ...order, total: -1 }, '0 to 9,999,999,999.99', 'total'],
    [{ externalId: 'x', customer, ...order, total: '1,5' }, '119.90', 'total'],
    [{ externalId: 'x', customer, ...order, total: 1.234 }, 'two decimals', 'total'],
    [{ externalId: 'x', customer, ...order, placedAt: 'yesterday' }, 'time with its zone', 'placedAt'],
    [{ externalId: 'x', customer, ...order, placedAt: '2026-12-24T00:00:00Z' }, 'future', 'placedAt'],
    [{ externalId: 'x', customer: { id: ids[2] }, ...order }, 'no customer', 'customer'],
    [{ externalId: 'x', customer: { email: 'nobody' }, ...order }, 'not an e-mail address', 'customer'],
    [
      { externalId: 'x', customer: { id: ids[0], email: 'p0@example.com' }, ...order },
      'exactly one',
      'customer',
    ],
    [{ externalId: 'x\u0000', customer, ...order }, 'NUL', 'externalId'],
    [{ externalId: 'x', customer, ...order, colour: 'red' }, 'Not known here', 'colour'],
    [
      { externalId: 'x', customer, ...order, items: [{ sku: 'A', unitPrice: 'free' }] },
      'unitPrice',
      'items.0.unitPrice',
    ],
  ];
  const outcomes = await upsertOrders(
    ctx,
    bad.map(([row]) => row),
  );
  outcomes.forEach((one, n) => {
    expect(one).toMatchObject({ index: n, outcome: 'rejected', id: null, path: bad[n]?.[2] });
    expect(one.reason).toContain(bad[n]?.[1]);
  });
  expect(await ctx.db.prisma.order.count()).toBe(0);
});

test('carts and events come in alike; a viewer may do neither', async () => {
  const { ctx, ids } = await world();
  const cart = {
    externalId: 'k',
    customer: { id: ids[0] },
    currency: 'gbp',
    total: 10,
    touchedAt: '2026-11-21T10:00:00Z',
  };
  expect(
    await upsertCarts(ctx, [
      { ...cart, url: 'javascript:alert(1)' },
      { ...cart, startedAt: '2026-11-21T11:00:00Z' },
      cart,
    ]),
  ).toMatchObject([
    { outcome: 'rejected', path: 'url' },
    { outcome: 'rejected', path: 'startedAt' },
    { outcome: 'created' },
  ]);
  expect(await ctx.db.prisma.recordStats.findFirst()).toMatchObject({
    abandonedCartAt: new Date('2026-11-21T10:00:00Z'),
  });
  await upsertCarts(ctx, [{ ...cart, status: 'converted' }]);
  expect(await ctx.db.prisma.recordStats.findFirst()).toMatchObject({
    abandonedCartAt: null,
    abandonedCartValue: null,
  });

  const events = await recordEvents(ctx, [
    { name: 'signed-up', email: 'P2@example.com', payload: { plan: 'gold' } },
    { name: 'x', email: 'nobody' },
    { name: 'seen', email: 'new@example.com', payload: { a: '\u0000' } },
  ]);
  expect(events.map(({ outcome, path }) => [outcome, path])).toEqual([
    ['created', null],
    ['rejected', 'email'],
    ['rejected', 'payload'],
  ]);
  expect(await ctx.db.prisma.recordEvent.findMany()).toMatchObject([
    {
      name: 'signed-up',
      emailKey: 'p2@example.com',
      recordId: BigInt(ids[2] ?? 0),
      at: now(),
      payload: { plan: 'gold' },
    },
  ]);

  const viewer = await testContext({ role: 'viewer' });
  for (const verb of [upsertOrders, upsertCarts, recordEvents])
    await expect(verb(viewer, [])).rejects.toMatchObject({ code: 'forbidden' });
});
