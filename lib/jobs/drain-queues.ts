import type PgBoss from 'pg-boss';
import type { FlowContext } from '../context';
import type { Job } from './define-job';
import { enqueueDueJobs } from './enqueue-due-jobs';
import { runJob } from './run-job';

export type DrainCounts = { booked: number; done: number; failed: number };

/** Works these queues until they are empty or the signal says that time is up; for hosts without a worker. */
export async function drainQueues(
  ctx: FlowContext,
  boss: PgBoss,
  which: readonly Job[],
): Promise<DrainCounts> {
  const counts: DrainCounts = { booked: 0, done: 0, failed: 0 };
  let idle = false;
  while (!idle && !ctx.signal.aborted) {
    const booked = await enqueueDueJobs(ctx, boss, which);
    counts.booked += Object.values(booked).reduce((sum, count) => sum + count, 0);
    idle = true;
    for (const job of which) {
      const [fetched] = await boss.fetch(job.name);
      if (!fetched) continue;
      idle = false;
      try {
        await runJob(ctx, job, fetched.data, ctx.signal);
        await boss.complete(job.name, fetched.id);
        counts.done += 1;
      } catch {
        // runJob has logged it; the flow has written it where people look
        await boss.fail(job.name, fetched.id);
        counts.failed += 1;
      }
    }
  }
  return counts;
}
