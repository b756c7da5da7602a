import { expect, test } from 'vitest';
import { compareCollection } from '../comparing/compare-collection';
import { insightWorld, type InsightWorld } from '@/prisma/seed/insight-world';

const items = [
  { sku: 'A1', name: 'Boots', quantity: 2, unitPrice: 59.95 },
  { sku: 'B2', name: 'Socks', quantity: 1.5, unitPrice: 4 },
];

/** Every row of the room with the transaction that wrote it last. */
const rowsOf = ({ ctx }: InsightWorld): Promise<unknown> => ctx.db.prisma.$queryRaw`
  SELECT 'item' AS what, key AS id, xmin::text FROM insight_items
  UNION ALL SELECT 'batch', id::text, xmin::text FROM insight_batches
  UNION ALL SELECT 'collection', integration_id || kind::text, xmin::text FROM insight_collections ORDER BY 1, 2`;

test('an order of somebody in the book goes out as Dotdigital writes orders; where nothing changed nothing is written or called', async () => {
  const world = await insightWorld();
  const ann = await world.customer('ann');
  await world.order(ann, '1', { number: 'N-1', total: 125.9, items });
  await world.order(ann, '2', { status: 'refunded' });
  await world.rest();
  expect(await world.held()).toEqual({
    1: {
      email: ann.email,
      json: {
        id: 'N-1',
        order_status: 'completed',
        purchase_date: '2026-11-20T10:00:00.000Z',
        currency: 'EUR',
        order_subtotal: 125.9,
        order_total: 125.9,
        products: [
          { sku: 'A1', name: 'Boots', qty: 2, price: 59.95 },
          { sku: 'B2', name: 'Socks', qty: 1.5, price: 4 },
        ],
      },
    },
    2: { email: ann.email, json: expect.objectContaining({ order_status: 'refunded' }) as object },
  });
  expect(await world.states()).toEqual({ 1: 'in_step', 2: 'in_step' });

  await world.clearRequests();
  const before = await rowsOf(world);
  await world.push();
  expect([await rowsOf(world), await world.insightCalls()]).toEqual([before, []]);

  await world.order(ann, '2', { status: 'refunded', items });
  await world.order(ann, '1', { number: 'N-1', total: 125.9, items });
  await world.rest();
  expect((await world.held())[2]?.json.products).toHaveLength(2);
  const imports = (await world.insightCalls()).filter(({ method }) => method === 'PUT');
  expect(imports).toHaveLength(1);
  expect(
    await world.ctx.db.prisma.insightBatch.findMany({
      where: { integrationId: world.integrationId },
      select: { rowCount: true, state: true },
      orderBy: { id: 'asc' },
    }),
  ).toEqual([
    { rowCount: 2, state: 'finished' },
    { rowCount: 1, state: 'finished' },
  ]);
});

const columns: Record<'orders' | 'carts', [table: string, change: string][]> = {
  orders: [
    ['orders', `number = 'N-2'`],
    ['orders', `status = 'refunded'`],
    ['orders', `placed_at = placed_at + interval '1 millisecond'`],
    ['orders', `currency = 'USD'`],
    ['orders', 'total = total + 0.01'],
    ['order_items', `sku = 'A2'`],
    ['order_items', `name = name || ' '`],
    ['order_items', 'quantity = quantity + 0.001'],
    ['order_items', 'unit_price = unit_price + 0.01'],
  ],
  carts: [
    ['carts', `status = 'converted'`],
    ['carts', `url = 'https://shop.example/c'`],
    ['carts', `started_at = started_at - interval '1 millisecond'`],
    ['carts', `touched_at = touched_at + interval '1 millisecond'`],
    ['carts', `currency = 'USD'`],
    ['carts', 'total = total + 0.01'],
    ['cart_items', `sku = 'A2'`],
    ['cart_items', `name = name || ' '`],
    ['cart_items', 'quantity = quantity + 0.001'],
    ['cart_items', 'unit_price = unit_price + 0.01'],
  ],
};

test.each(['orders', 'carts'] as const)(
  'whatever a document of %s is made of, a change of it is found, and of nothing else',
  async (kind) => {
    const world = await insightWorld();
    const { ctx, integrationId } = world;
    const ann = await world.customer('ann');
    const make = kind === 'orders' ? world.order : world.cart;
    for (const n of columns[kind].keys()) await make(ann, String(n), { items });
    await world.rest(kind);
    const before = await world.held(kind);
    await ctx.db.pool.query(`UPDATE ${kind} SET updated_at = now() WHERE record_id = $1`, [ann.id]);
    expect(await compareCollection(ctx, { integrationId, kind })).toEqual({ toSend: 0, toDelete: 0 });
    for (const [n, [table, change]] of columns[kind].entries())
      await ctx.db.pool.query(
        table === kind
          ? `UPDATE ${table} SET ${change} WHERE external_id = $1`
          : `UPDATE ${table} SET ${change} WHERE n = 1 AND ${kind.slice(0, -1)}_id = (SELECT id FROM ${kind} WHERE external_id = $1)`,
        [`${world.source} ${n}`],
      );
    expect(await compareCollection(ctx, { integrationId, kind })).toEqual({
      toSend: columns[kind].length,
      toDelete: 0,
    });
    await world.rest(kind);
    const after = await world.held(kind);
    for (const [n, [, change]] of columns[kind].entries())
      expect([change, after[n]]).not.toEqual([change, before[n]]);
  },
);

test('carts go as Dotdigital writes carts, with their address and phase; a discarded one is deleted there', async () => {
  const world = await insightWorld();
  const ann = await world.customer('ann');
  await world.cart(ann, 'open', {
    items: [items[0]],
    url: 'https://shop.example/cart/1',
    startedAt: '2026-11-20T09:00:00Z',
  });
  await world.cart(ann, 'bought', { status: 'converted' });
  await world.rest('carts');
  const held = await world.held('carts');
  expect(held.open?.json).toEqual({
    cartId: `${world.source} open`,
    cartPhase: 'ORDER_PENDING',
    createdDate: '2026-11-20T09:00:00.000Z',
    modifiedDate: '2026-11-20T10:00:00.000Z',
    currency: 'EUR',
    subTotal: 119.9,
    grandTotal: 40,
    cartUrl: 'https://shop.example/cart/1',
    lineItems: [
      { sku: 'A1', name: 'Boots', quantity: 2, unitPrice: 59.95, salePrice: 59.95, totalPrice: 119.9 },
    ],
  });
  expect(held.bought?.json).toMatchObject({ cartPhase: 'ORDER_COMPLETE' });
  await world.cart(ann, 'open', { status: 'discarded' });
  await world.rest('carts');
  expect(Object.keys(await world.held('carts'))).toEqual(['bought']);
  expect(await world.states('carts')).toEqual({ bought: 'in_step' });
});

test('whose data goes: who leaves the book, opts out, is suppressed or deleted has none left there; who moves takes it along', async () => {
  const world = await insightWorld();
  const { prisma } = world.ctx.db;
  const [ann, bea, cid, dan, eve] = await Promise.all(
    ['ann', 'bea', 'cid', 'dan', 'eve'].map((name) => world.customer(name)),
  );
  const outside = await world.customer('outside', false);
  for (const [n, one] of [ann, bea, cid, dan, eve, outside].entries()) await world.order(one!, String(n));
  await prisma.bookMember.create({
    data: { addressBookId: world.addressBookId, emailKey: outside.email, present: true },
  });
  await world.rest();
  expect(Object.keys(await world.held())).toEqual(['0', '1', '2', '3', '4']);

  await world.putInBook(ann!.email, false);
  await prisma.crmRecord.update({ where: { id: bea!.id }, data: { consentState: 'withdrawn' } });
  await prisma.dotdigitalContact.upsert({
    where: { integrationId_emailKey: { integrationId: world.integrationId, emailKey: cid!.email } },
    create: { integrationId: world.integrationId, emailKey: cid!.email, status: 'Suppressed' },
    update: { status: 'Suppressed' },
  });
  await prisma.crmRecord.delete({ where: { id: dan!.id } });
  const fay = await world.customer('fay');
  await world.order(fay, '4');
  await world.rest();
  expect(await world.heldTotals()).toEqual({ 4: `${fay.email} 40` });
  expect(await world.states()).toEqual({ 4: 'in_step' });
  expect((await world.items()).map(({ emailKey }) => emailKey)).toEqual([fay.email]);

  await world.putInBook(ann!.email);
  await world.rest();
  expect(await world.heldTotals()).toEqual({ 0: `${ann!.email} 40`, 4: `${fay.email} 40` });
});

test('what Dotdigital refuses says why, holds nobody up, and goes again when it changes', async () => {
  const world = await insightWorld();
  const ann = await world.customer('ann');
  await world.putInBook(world.mail('gone'));
  const { prisma } = world.ctx.db;
  const { id } = await prisma.crmRecord.create({
    data: {
      entity: 'customer',
      email: world.mail('gone'),
      emailKey: world.mail('gone'),
      source: world.source,
    },
  });
  await world.order(ann, '1');
  await world.order({ id }, '2');
  await world.rest();
  expect(await world.states()).toEqual({ 1: 'in_step', 2: 'failed ContactEmailDoesNotExist' });
  await world.clearRequests();
  await world.push();
  expect(await world.insightCalls()).toEqual([]);
  await world.control('/contacts', { contacts: [{ email: world.mail('gone') }] });
  await world.order({ id }, '2', { total: 41 });
  await world.rest();
  expect(await world.states()).toEqual({ 1: 'in_step', 2: 'in_step' });
});

test('where v3 is not offered v2 does it, deletions included', async () => {
  const world = await insightWorld();
  await world.control('/faults', [{ route: '/insightData/v3/*', kind: 'not-found' }]);
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await world.order(ann, '1', { items });
  await world.order(bea, '2');
  await world.rest();
  await world.putInBook(bea.email, false);
  await world.rest();
  const { api } = await world.ctx.db.prisma.insightCollection.findUniqueOrThrow({
    where: { integrationId_kind: { integrationId: world.integrationId, kind: 'orders' } },
  });
  expect(api).toBe('v2');
  await world.control('/faults', undefined, 'DELETE');
  expect(await world.heldTotals()).toEqual({ 1: `${ann.email} 40` });
});

test('switched off, nothing is sent or deleted any more; what is at Dotdigital is followed to its end', async () => {
  const world = await insightWorld();
  const ann = await world.customer('ann');
  await world.order(ann, '1');
  await world.push();
  await world.ctx.db.prisma.insightCollection.updateMany({
    where: { integrationId: world.integrationId },
    data: { active: false },
  });
  await world.order(ann, '2');
  await world.putInBook(ann.email, false);
  await world.rest();
  expect([await world.states(), Object.keys(await world.held())]).toEqual([{ 1: 'in_step' }, ['1']]);
});

test('2,500 orders are two requests; a used-up allowance lets them wait and is told', async () => {
  const world = await insightWorld();
  const { prisma, pool } = world.ctx.db;
  const ann = await world.customer('ann');
  await pool.query(
    `INSERT INTO orders (external_id, record_id, status, currency, total, placed_at)
     SELECT $1 || ' ' || lpad(n::text, 5, '0'), $2, 'completed', 'EUR', n, now() FROM generate_series(1, 2500) n`,
    [world.source, ann.id],
  );
  await prisma.apiBudget.upsert({
    where: { integrationId_tier: { integrationId: world.integrationId, tier: 'lowCallRate' } },
    create: {
      integrationId: world.integrationId,
      tier: 'lowCallRate',
      callLimit: 35,
      remaining: 7,
      resetAt: new Date(Date.now() + 60_000),
    },
    update: { callLimit: 35, remaining: 7, resetAt: new Date(Date.now() + 60_000) },
  });
  await world.push();
  const waits = await prisma.insightCollection.findUniqueOrThrow({
    where: { integrationId_kind: { integrationId: world.integrationId, kind: 'orders' } },
  });
  expect(waits.problem).toContain('limit of API calls');
  await prisma.apiBudget.deleteMany({ where: { integrationId: world.integrationId } });
  await world.pass(130);
  await world.rest();
  expect(
    await prisma.insightBatch.findMany({
      where: { integrationId: world.integrationId, state: 'finished' },
      select: { rowCount: true },
      orderBy: { id: 'asc' },
    }),
  ).toEqual([{ rowCount: 2000 }, { rowCount: 500 }]);
  expect(
    await prisma.insightItem.count({ where: { integrationId: world.integrationId, state: 'in_step' } }),
  ).toBe(2500);
});

test('the account’s consent gate keeps orders of whoever gave none away, and takes back those that went', async () => {
  const world = await insightWorld();
  const { prisma } = world.ctx.db;
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await prisma.crmRecord.update({ where: { id: ann.id }, data: { consentState: 'given' } });
  await world.order(ann, '1');
  await world.order(bea, '2');
  await world.rest();
  expect(Object.keys(await world.held())).toEqual(['1', '2']);
  await prisma.integration.update({
    where: { id: world.integrationId },
    data: { consentGate: 'consented' },
  });
  await world.rest();
  expect(Object.keys(await world.held())).toEqual(['1']);
});
