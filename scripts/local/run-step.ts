import { execa } from 'execa';
import { endWithUs } from './keeper';
import { signal } from './process-identity';
import { programOptions } from './program-options';

/** One step that must end well before the next begins. */
export async function runStep(
  args: string[],
  env: NodeJS.ProcessEnv,
  abort: AbortSignal,
): Promise<{ code: number; output: string }> {
  abort.throwIfAborted();
  const child = execa(process.execPath, args, { ...programOptions, env, all: true });
  const end = (pid: number): void => void signal(-pid, 'SIGKILL');
  const { exitCode, all, message } = await untilItEnds(child, { graceSeconds: 3, abort, end });
  return { code: exitCode ?? 1, output: exitCode === undefined ? `${all}\n${message}` : all };
}

/** What was begun ends with its whole group: when we are gone, or when `abort` says so. */
async function untilItEnds<Result>(
  child: PromiseLike<Result> & { pid?: number },
  { graceSeconds, abort, end }: { graceSeconds: number; abort: AbortSignal; end: (pid: number) => void },
): Promise<Result> {
  const { pid } = child;
  if (pid === undefined) return child;
  const release = endWithUs(pid, { group: true, signal: 'TERM', graceSeconds });
  const onAbort = (): void => end(pid);
  abort.addEventListener('abort', onAbort, { once: true });
  const result = await child;
  abort.removeEventListener('abort', onAbort);
  await release();
  abort.throwIfAborted();
  return result;
}
