import { expect, it } from 'vitest';
import { getMarketingList } from '@/lib/marketing-lists';
import { testContext } from '../test-context';
import { seedDemoLists } from './demo-lists';
import { seedDemoOrders } from './demo-orders';
import { seedDemoRecords } from './demo-records';

it('makes three lists with members over the demo records, once', async () => {
  const ctx = await testContext();
  await seedDemoRecords(ctx.db);
  await seedDemoOrders(ctx.db);
  await seedDemoLists(ctx.db);
  await seedDemoLists(ctx.db);
  const lists = await ctx.db.prisma.marketingList.findMany({ orderBy: { id: 'asc' } });
  expect(lists.map(({ type, evaluationState }) => [type, evaluationState])).toEqual([
    ['dynamic', 'fresh'],
    ['on_demand', 'fresh'],
    ['dynamic', 'fresh'],
  ]);
  for (const { id, memberCount } of lists) {
    expect(memberCount).toBeGreaterThan(20);
    expect((await getMarketingList(ctx, String(id))).problems).toEqual([]);
  }
});
