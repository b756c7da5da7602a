import { createFlowContext } from '@/lib/context/process-context';
import { systemActor } from '@/lib/context';
import { enqueueDueJobs, webQueue } from '@/lib/jobs';

/** Books what a change of rows has just made due, so that it starts at once. */
export async function wakeJobs(): Promise<void> {
  const ctx = createFlowContext(systemActor, AbortSignal.timeout(10_000));
  try {
    await enqueueDueJobs(ctx, await webQueue());
  } catch (error) {
    // The rows say what is due: the worker's own tick finds it within a second.
    ctx.log.warn({ err: error }, 'could not book jobs from the web process');
  }
}
