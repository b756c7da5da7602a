import { setTimeout as delay } from 'node:timers/promises';
import { createFlowContext, processLogger } from '../context/process-context';
import { systemActor } from '../context';
import { enqueueDueJobs } from './enqueue-due-jobs';
import { openQueue } from './queue';
import { jobs } from './registry';
import { runJob } from './run-job';
import { waitingQueues } from './waiting-queues';

const tickMs = 1_000;
const lookMs = 500;
/** Should a look ever miss one. */
const pollingIntervalSeconds = 30;
/** Less than the 7.5 s after which the supervisor kills. */
const stopWithinMs = 7_000;

/** The worker: looks for due work every second and does it. Run any number of them over one database. */
async function main(): Promise<void> {
  const log = processLogger();
  const stop = new AbortController();
  const ctx = createFlowContext(systemActor, stop.signal);

  // pg-boss doesn't await `complete`: a database that goes away then would end the process unseen (P7).
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'unhandled rejection, the worker ends so that it is started afresh');
    process.exit(1);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'worker stops');
      stop.abort();
      setTimeout(() => process.exit(0), stopWithinMs).unref();
    });
  }

  const boss = await openQueue(ctx.db, log, { supervise: true });
  const hands = new Map<string, string[]>();
  for (const job of jobs) {
    for (let n = 0; n < job.concurrency; n += 1) {
      const id = await boss.work(job.name, { pollingIntervalSeconds, batchSize: 1 }, async ([next]) => {
        if (next && !stop.signal.aborted) await runJob(ctx, job, next.data, stop.signal);
      });
      hands.set(job.name, [...(hands.get(job.name) ?? []), id]);
    }
  }
  log.info('worker is ready');

  const again = async (ms: number, act: () => Promise<unknown>): Promise<void> => {
    while (!stop.signal.aborted) {
      await act();
      await delay(ms, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  // One look for all queues: asked one by one, by every hand, they cost more than all other work of an idle installation.
  const wakeHands = async (): Promise<void> => {
    const waiting = await waitingQueues(ctx.db).catch((error: unknown) => {
      log.error({ err: error }, 'could not look for waiting jobs');
      return [];
    });
    for (const name of waiting) for (const id of hands.get(name) ?? []) boss.notifyWorker(id);
  };
  await Promise.all([again(tickMs, () => enqueueDueJobs(ctx, boss)), again(lookMs, wakeHands)]);
  await boss.stop({ graceful: true, wait: true, close: false, timeout: stopWithinMs - 1_000 });
  // pg-boss still asks once more here and there; the end of the process closes the pool.
  process.exit(0);
}

await main();
