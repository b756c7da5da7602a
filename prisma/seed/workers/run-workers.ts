import { setTimeout as wait } from 'node:timers/promises';
import { killWorker, startWorker } from '@/prisma/test-worker';
import { judgeWorkers, type WorkersVerdict } from './judge-workers';
import type { ManyConnections } from './many-connections';

type Running = {
  workers: number;
  databaseUrl: string;
  /** How long the sandbox works on each file. */
  importSeconds: number;
  /** Who has not settled by then is lost. */
  withinSeconds: number;
};

/** So many workers at once on one database, with every connection due, until the first run of each has ended. */
export async function runWorkers(
  world: ManyConnections,
  { workers: count, databaseUrl, importSeconds, withinSeconds }: Running,
): Promise<WorkersVerdict> {
  const { ctx, control, connections } = world;
  await control('/requests', undefined, 'DELETE');
  const ids = connections.map(({ id }) => id);
  const workers = Array.from({ length: count }, () => startWorker(ctx, databaseUrl));
  const dueAt = new Date();
  try {
    while (Date.now() - dueAt.getTime() < withinSeconds * 1000) {
      const settled = await ctx.db.prisma.syncRun.findMany({
        where: { connectionId: { in: ids }, state: 'finished' },
        distinct: ['connectionId'],
        select: { connectionId: true },
      });
      if (settled.length === ids.length) break;
      await wait(250);
    }
    return await judgeWorkers(world, { dueAt, importSeconds });
  } finally {
    await Promise.all(workers.map(killWorker));
  }
}
