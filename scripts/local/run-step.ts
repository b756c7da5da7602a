import { execa } from 'execa';
import { endWithUs } from './keeper';
import { signal } from './process-identity';
import { programOptions } from './program-options';

type StepOptions = {
  env: NodeJS.ProcessEnv;
  abort: AbortSignal;
  /** Told line by line, since others speak too; all of it is in the answer all the same. */
  hear?: (line: string) => void;
  /** Milliseconds without a line after which the program hangs; without it silence is no sign of anything. */
  maxSilence?: number;
  /** Seconds to end in good order before it is killed; none: it is killed at once. */
  graceSeconds?: number;
};

/** A program of Node that must end before the next step. It ends with its whole group: when we are gone, or when `abort` says so. */
export async function runStep(
  args: string[],
  { env, abort, hear, maxSilence, graceSeconds = 0 }: StepOptions,
): Promise<{ code: number; output: string }> {
  abort.throwIfAborted();
  const watchdog = maxSilence === undefined ? undefined : setTimeout(onSilence, maxSilence);
  const listen = function* (line: unknown): Generator<unknown> {
    watchdog?.refresh();
    hear?.(String(line));
    yield line;
  };
  const child = execa(process.execPath, args, {
    ...programOptions,
    env,
    all: true,
    stdout: listen,
    stderr: listen,
  });
  const { pid } = child;
  const release = pid === undefined ? null : endWithUs(pid, { group: true, signal: 'TERM', graceSeconds });
  let killing: NodeJS.Timeout | undefined;
  let silent = false;
  const kill = (): void => {
    if (pid !== undefined) signal(-pid, 'SIGKILL');
  };
  function end(): void {
    if (graceSeconds === 0 || pid === undefined) return kill();
    signal(-pid, 'SIGTERM');
    killing ??= setTimeout(kill, graceSeconds * 1000);
  }
  function onSilence(): void {
    silent = true;
    end();
  }
  abort.addEventListener('abort', end, { once: true });
  const { exitCode, all, message } = await child;
  clearTimeout(watchdog);
  clearTimeout(killing);
  abort.removeEventListener('abort', end);
  await release?.();
  abort.throwIfAborted();
  if (silent)
    return {
      code: 1,
      output: `${all}\nNothing was heard for ${(maxSilence ?? 0) / 1000} s: it hung, and was ended.`,
    };
  return { code: exitCode ?? 1, output: exitCode === undefined ? `${all}\n${message}` : all };
}
