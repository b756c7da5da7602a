import { systemActor, type Context } from '../context';
import { endAfter } from '../end-after';
import { AppError } from '../errors';
import type { Job, JobOutcome } from './define-job';

/**
 * How long one slice of work may take. Shorter than the queue's expiry, so that no slice outlives its job (P3). With the longest lease
 * it stays within a minute: what a killed worker leaves is taken up when its lease has ended and, where all hands are full, a slice has.
 */
export const sliceSeconds = 30;

/** Every road ends here: worker, cron, button, command line. */
export async function runJob(
  ctx: Context,
  job: Job,
  payload: unknown,
  stop: AbortSignal,
): Promise<JobOutcome> {
  const startedAt = performance.now();
  const log = ctx.log.child({ job: job.name, payload });
  const { signal, release } = endAfter(sliceSeconds * 1000, stop);
  try {
    const outcome = await job.run({ ...ctx, actor: systemActor, log, signal }, payload);
    log.debug({ ms: Math.round(performance.now() - startedAt) }, 'job done');
    return outcome;
  } catch (error) {
    if (signal.aborted) {
      log.info('job stopped at the end of its slice');
      return undefined;
    }
    log.error({ err: error, code: error instanceof AppError ? error.code : undefined }, 'job failed');
    throw error;
  } finally {
    release();
  }
}
