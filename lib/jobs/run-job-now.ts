import type { Context } from '../context';
import type { Job } from './define-job';
import { runJob } from './run-job';

/**
 * One job to its end, in this process. Without a payload: everything of it that is due.
 * A flow that waits (for Dotdigital to check a file) is taken up again when it says so.
 */
export async function runJobNow(
  ctx: Context,
  job: Job,
  payload: unknown,
  stop: AbortSignal,
): Promise<number> {
  const payloads =
    payload === undefined
      ? (await job.findDue({ ...ctx, signal: stop })).map((due) => due.payload)
      : [payload];
  for (const each of payloads) {
    let outcome = await runJob(ctx, job, each, stop);
    while (outcome?.nextStepAt && !stop.aborted) {
      await waitUntil(outcome.nextStepAt, stop);
      outcome = await runJob(ctx, job, each, stop);
    }
  }
  return payloads.length;
}

function waitUntil(time: Date, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(50, time.getTime() - Date.now()));
    stop.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
