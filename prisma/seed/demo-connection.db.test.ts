import { expect, it, onTestFinished } from 'vitest';
import { pushConnection } from '@/lib/export';
import { getMarketingList, readStaircase } from '@/lib/marketing-lists';
import { startSimulator } from '@/simulator/start';
import { testContext } from '../test-context';
import { connectDemo, connectedDemoList } from './demo-connection';
import { seedDemoLists } from './demo-lists';
import { seedDemoOrders } from './demo-orders';
import { seedDemoRecords } from './demo-records';
import { isOpenWave } from '@/lib/connections/live-connection';

it('connects one list of the demo to a book at the sandbox, once, and everyone who may be mailed gets there', async () => {
  const unreachable = await testContext();
  await seedDemoRecords(unreachable.db);
  await seedDemoOrders(unreachable.db);
  await seedDemoLists(unreachable.db);
  await expect(connectDemo(unreachable, 'http://127.0.0.1:1')).rejects.toThrow();
  expect(await unreachable.db.prisma.integration.count()).toBe(0);

  const simulator = await startSimulator({ port: 0, settings: { importSeconds: 0 } });
  onTestFinished(() => simulator.close());
  const clock = { now: new Date() };
  const ctx = await testContext({ dotdigitalUrl: simulator.url, now: () => new Date(clock.now) });
  expect(await connectDemo(ctx, simulator.url)).toBe(true);
  expect(await connectDemo(ctx, simulator.url)).toBe(false);
  expect(await ctx.db.prisma.integration.count()).toBe(1);

  const { id, listId } = await ctx.db.prisma.connection.findFirstOrThrow();
  for (let n = 0; n < 20; n += 1) {
    await pushConnection(ctx, id);
    if (
      (await ctx.db.prisma.wave.count({
        where: { connectionId: id, ...isOpenWave },
      })) === 0
    )
      break;
    clock.now = new Date(clock.now.getTime() + 6_000);
  }
  expect((await getMarketingList(ctx, String(listId))).books).toEqual([
    { name: connectedDemoList, integration: 'Northwind Shop' },
  ]);
  const { steps, refused, goingOut } = await readStaircase(ctx, String(listId));
  const counts = new Map(steps.map(({ key, count }) => [key, count]));
  expect(counts.get('book')).toBeGreaterThan(100);
  expect(counts.get('book')).toBe(counts.get('allowed'));
  expect([refused, goingOut]).toEqual([0, 0]);
});
