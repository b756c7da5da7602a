import { expect, it, onTestFinished } from 'vitest';
import { requestSync } from '@/lib/export';
import { exportWorld } from '@/prisma/seed/export-world';
import { pushConnectionJob } from './definitions/push-connection';
import { enqueueDueJobs } from './enqueue-due-jobs';
import { openQueue } from './queue';

it('a first sync lets others by, whoever pressed Synchronize goes first, and one that waits already is moved ahead', async () => {
  const [first, usual, asked] = [await exportWorld(), await exportWorld(), await exportWorld()];
  const { ctx } = first;
  await ctx.db.prisma.integration.updateMany({ data: { active: false } });
  for (const world of [first, usual, asked]) {
    await ctx.db.prisma.integration.update({ where: { id: world.integrationId }, data: { active: true } });
    await world.people(1, { email: world.mail('one') });
  }
  for (const world of [usual, asked]) {
    await world.connect();
    await world.settle();
  }
  await first.connect();
  await ctx.db.prisma.connection.updateMany({
    where: { id: { in: [usual.connectionId, asked.connectionId] } },
    data: { nextExportAt: new Date(ctx.now().getTime() - 1_000) },
  });
  const boss = await openQueue(ctx.db, ctx.log, { supervise: false });
  onTestFinished(() => boss.stop({ graceful: false, close: false }));

  await enqueueDueJobs(ctx, boss, [pushConnectionJob]);
  await requestSync(asked.ctx, { id: String(asked.connectionId) });
  await enqueueDueJobs(ctx, boss, [pushConnectionJob]);
  const order: bigint[] = [];
  for (let n = 0; n < 3; n += 1) {
    const [next] = await boss.fetch<{ connectionId: string }>(pushConnectionJob.name);
    order.push(BigInt(next?.data.connectionId ?? 0));
  }
  expect(order).toEqual([asked, usual, first].map(({ connectionId }) => connectionId));
  // After five minutes it waits like anybody.
  await enqueueDueJobs({ ...ctx, now: () => new Date(Date.now() + 301_000) }, boss, [pushConnectionJob]);
  const { rows } = await ctx.db.pool.query<{ priority: number }>(
    `SELECT priority FROM pgboss.job WHERE name = $1 AND state = 'created' AND singleton_key = $2`,
    [pushConnectionJob.name, String(first.connectionId)],
  );
  expect(rows).toEqual([{ priority: 0 }]);
});
