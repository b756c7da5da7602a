import { expect, it } from 'vitest';

import { testContext } from '../test-context';
import { seedDemoOrders } from './demo-orders';
import { seedDemoRecords } from './demo-records';

it('seeds the same believable people every time', async () => {
  const ctx = await testContext();
  const read = () =>
    ctx.db.prisma.crmRecord.findMany({
      where: { entity: 'contact' },
      orderBy: { id: 'asc' },
      select: {
        firstName: true,
        lastName: true,
        email: true,
        emailKey: true,
        phone: true,
        phoneE164: true,
        birthday: true,
        consentState: true,
        custom: true,
      },
    });
  const stats = () =>
    ctx.db.prisma.recordStats.findMany({
      where: { orderCount: { gt: 0 } },
      orderBy: { recordId: 'asc' },
      select: { orderCount: true, lifetimeValue: true, orderCurrency: true, daysSinceLastOrder: true },
    });
  const now = new Date();
  const seed = async () => {
    await seedDemoRecords(ctx.db, now);
    await seedDemoOrders(ctx.db, now);
  };
  await seed();
  const [first, firstStats] = [await read(), await stats()];
  await ctx.db.pool.query('TRUNCATE crm_records, orders, carts RESTART IDENTITY CASCADE');
  await seed();
  expect(await read()).toEqual(first);
  expect(await stats()).toEqual(firstStats);
  expect(firstStats.length).toBeGreaterThan(500);
  expect(
    await ctx.db.prisma.crmRecord.groupBy({ by: ['entity'], _count: true, orderBy: { entity: 'asc' } }),
  ).toMatchObject([{ _count: 2_000 }, { _count: 500 }, { _count: 800 }]);
  expect(await ctx.db.prisma.recordStats.count({ where: { abandonedCartValue: { gt: 0 } } })).toBeGreaterThan(
    20,
  );
  expect(first).toHaveLength(2_000);
  expect(first.filter((person) => person.email !== null && person.emailKey === null)).toEqual([]);
  expect(first.filter((person) => person.email === null)).toHaveLength(2);
  expect(first.filter((person) => person.consentState === 'withdrawn').length).toBeGreaterThan(3);
  expect(first.filter((person) => person.phoneE164 !== null).length).toBeGreaterThan(100);
});
