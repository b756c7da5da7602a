import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs } from './keeper';
import { identify, signal, type ProcessIdentity } from './process-identity';
import { ProgramLog } from './program-log';
import { projectFolder } from './project';

export type Program = {
  name: string;
  /** Arguments of node. */
  args: string[];
  env: NodeJS.ProcessEnv;
};

type RunningProgram = {
  name: string;
  /** Which process it is now; null while it is down. */
  identity(): (ProcessIdentity & { name: string }) | null;
  stop(graceMilliseconds: number): Promise<void>;
  restart(env: NodeJS.ProcessEnv): void;
};

type Say = (line: string) => void;
export type ProgramOptions = { logFolder: string; say: Say; everything: boolean; onChange: () => void };

const firstPause = 500;
const longestPause = 30_000;
const steadyAfter = 60_000;

/** Runs a program and starts it again when it ends by itself, with growing pauses while it keeps ending. */
export function runProgram(program: Program, options: ProgramOptions): RunningProgram {
  const log = new ProgramLog(
    join(options.logFolder, `${program.name}.log`),
    (line) => options.say(`[${program.name}] ${line}`),
    options.everything,
  );
  let env = program.env;
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let stopping = false;
  let wanted = false;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;

  const launch = (): void => {
    const began = Date.now();
    const started = launchNode(program.args, env);
    child = started;
    const release =
      started.pid === undefined
        ? () => Promise.resolve()
        : endWithUs(started.pid, { group: true, signal: 'TERM', graceSeconds: 8 });
    for (const stream of [started.stdout, started.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => log.take(chunk));
    let tail = '';
    started.stderr?.on('data', (chunk: string) => {
      tail = (tail + chunk).slice(-2_000);
    });
    ended = new Promise((resolve) => {
      started.once('error', () => resolve());
      started.once('exit', (code, name) => {
        child = null;
        void release().then(resolve);
        if (stopping) return;
        // What a program leaves behind in its own group goes with it.
        if (started.pid !== undefined) signal(-started.pid, 'SIGKILL');
        if (wanted) {
          wanted = false;
          launch();
          return;
        }
        if (Date.now() - began > steadyAfter) pause = firstPause;
        options.say(
          `${program.name} ended (${name ?? `exit code ${code ?? '?'}`}); starting it again in ${pause / 1000} s. Its log: ${join(options.logFolder, `${program.name}.log`)}${tail === '' ? '' : `\n${indent(tail)}`}`,
        );
        timer = setTimeout(launch, pause);
        pause = Math.min(pause * 2, longestPause);
      });
    });
    options.onChange();
  };
  launch();

  return {
    name: program.name,
    identity: () => {
      const identity = child?.pid === undefined ? null : identify(child.pid);
      return identity === null ? null : { name: program.name, ...identity };
    },
    restart: (nextEnv) => {
      env = nextEnv;
      wanted = true;
      if (child?.pid !== undefined) signal(-child.pid, 'SIGTERM');
    },
    stop: async (grace) => {
      stopping = true;
      clearTimeout(timer);
      const pid = child?.pid;
      if (pid !== undefined) {
        signal(pid, 'SIGTERM');
        await Promise.race([ended, sleep(grace, undefined, { ref: false })]);
        signal(-pid, 'SIGKILL');
        await Promise.race([ended, sleep(1_000, undefined, { ref: false })]);
      }
      log.close();
    },
  };
}

/** One step that must end well before the next begins. */
export async function runStep(
  args: string[],
  env: NodeJS.ProcessEnv,
  abort: AbortSignal,
): Promise<{ code: number; output: string }> {
  abort.throwIfAborted();
  const child = launchNode(args, env);
  const pid = child.pid;
  const release =
    pid === undefined
      ? () => Promise.resolve()
      : endWithUs(pid, { group: true, signal: 'TERM', graceSeconds: 3 });
  const end = (): void => {
    if (pid !== undefined) signal(-pid, 'SIGKILL');
  };
  abort.addEventListener('abort', end, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  abort.removeEventListener('abort', end);
  await release();
  abort.throwIfAborted();
  return { code, output };
}

// A process group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops everything in order.
function launchNode(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .slice(-12)
    .map((line) => `    ${line}`)
    .join('\n');
}
