import { expect, test } from 'vitest';
import { testApi } from '@/app/api/v1/test-api';
import { startBulkServer } from '@/app/api/v1/test-bulk';
import { replayOrders } from './replay-orders';

test('the orders of the example come in by REST with their customers; a second time nothing changes', async () => {
  const { ctx, token } = await testApi({ role: 'marketer', scopes: ['records:write'] });
  const { port } = await startBulkServer(ctx);
  const target = { url: `http://127.0.0.1:${port}`, token };
  expect(await replayOrders('examples/orders.csv', target)).toEqual({
    created: 3,
    updated: 0,
    unchanged: 0,
    rejected: [],
  });
  expect(await replayOrders('examples/orders.csv', target)).toMatchObject({ created: 0, unchanged: 3 });
  const orders = await ctx.db.prisma.order.findMany({
    where: { externalId: { startsWith: 'replay-' } },
    include: { items: true, record: true },
    orderBy: { externalId: 'asc' },
  });
  expect(
    orders.map(({ items, record, status, total }) => [record.email, status, Number(total), items.length]),
  ).toEqual([
    ['ann.shopper@example.com', 'completed', 119.9, 1],
    ['ben.shopper@example.com', 'completed', 48.5, 2],
    ['ann.shopper@example.com', 'refunded', 20, 1],
  ]);
});
