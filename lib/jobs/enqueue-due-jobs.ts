import type PgBoss from 'pg-boss';
import type { FlowContext } from '../context';
import type { Job } from './define-job';
import { raiseWaiting, type Place } from './raise-waiting';
import { jobs } from './registry';

/** Books whatever the tables say is due. One job's failing look-up doesn't keep the others from being booked. */
export async function enqueueDueJobs(
  ctx: FlowContext,
  boss: PgBoss,
  which: readonly Job[] = jobs,
): Promise<Record<string, number>> {
  const booked: Record<string, number> = {};
  for (const job of which) {
    try {
      const due = await job.findDue(ctx);
      const waiting: Place[] = [];
      for (const { key, payload, priority } of due) {
        const id = await boss.send(job.name, payload, { singletonKey: key, priority });
        if (id) booked[job.name] = (booked[job.name] ?? 0) + 1;
        else waiting.push({ key, priority });
      }
      await raiseWaiting(ctx.db, job.name, waiting);
    } catch (error) {
      ctx.log.error({ err: error, job: job.name }, 'could not look for due jobs');
    }
  }
  return booked;
}
