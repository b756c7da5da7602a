import { spawn } from 'node:child_process';
import { endWithUs } from '../local/keeper';
import { signal } from '../local/process-identity';
import { projectFolder } from '../local/project';

type WatchedOptions = {
  env: NodeJS.ProcessEnv;
  abort: AbortSignal;
  /** Handed on line by line, since others speak too; all of it is in the answer all the same. */
  hear?: (text: string) => void;
  /** Milliseconds without a word after which the program hangs. */
  maxSilence?: number;
  /** Seconds to end in good order before it is killed. */
  graceSeconds?: number;
};

/** Longer than the most patient single test: that one ends by its own limit, with its name. */
const usualSilence = 8 * 60_000;

/** A program of Node to its end, however long it takes, as long as it says something now and then. */
export async function runWatched(
  args: string[],
  { env, abort, hear, maxSilence = usualSilence, graceSeconds = 12 }: WatchedOptions,
): Promise<{ code: number; output: string }> {
  abort.throwIfAborted();
  // A process group of its own: what it started goes with it.
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  const release =
    pid === undefined
      ? () => Promise.resolve()
      : endWithUs(pid, { group: true, signal: 'TERM', graceSeconds });
  let output = '';
  let heard = 0;
  const handOn = (end: number): void => {
    if (end > heard) hear?.(output.slice(heard, end));
    heard = Math.max(heard, end);
  };
  const take = (text: string): void => {
    output += text;
    handOn(output.lastIndexOf('\n') + 1);
  };
  let killing: NodeJS.Timeout | undefined;
  const end = (): void => {
    if (pid === undefined) return;
    signal(-pid, 'SIGTERM');
    killing ??= setTimeout(() => signal(-pid, 'SIGKILL'), graceSeconds * 1000);
  };
  let silent = false;
  const watchdog = setTimeout(() => {
    silent = true;
    end();
  }, maxSilence);
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      watchdog.refresh();
      take(text);
    });
  abort.addEventListener('abort', end, { once: true });
  const exit = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      take(error.message);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
  clearTimeout(watchdog);
  clearTimeout(killing);
  abort.removeEventListener('abort', end);
  await release();
  abort.throwIfAborted();
  handOn(output.length);
  if (silent) take(`\nNothing was heard for ${maxSilence / 1000} s: it hung, and was ended.\n`);
  return { code: silent ? 1 : exit, output };
}
