import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { endWithUs } from './keeper';
import { identify, signal, type ProcessIdentity } from './process-identity';
import { ProgramLog } from './program-log';
import { programOptions } from './program-options';

export type Program = {
  name: string;
  /** Arguments of node. */
  args: string[];
  env: NodeJS.ProcessEnv;
};

export type RunningProgram = {
  name: string;
  /** Which process it is now; null while it is down. */
  identity(): (ProcessIdentity & { name: string }) | null;
  stop(graceMilliseconds: number): Promise<void>;
  /** Told something new. */
  restart(told: Record<string, string>): void;
};

export type ProgramSurroundings = {
  logFolder: string;
  say: (line: string) => void;
  /** Whether all it says is shown, or only what went badly wrong. */
  everything: boolean;
  onChange: () => void;
};

const firstPause = 500;
const longestPause = 30_000;
const steadyAfter = 60_000;

/** Runs a program and starts it again when it ends by itself, with growing pauses while it keeps ending. */
export function runProgram(program: Program, around: ProgramSurroundings): RunningProgram {
  const { name } = program;
  const logPath = join(around.logFolder, `${name}.log`);
  const log = new ProgramLog(logPath, (line) => around.say(`[${name}] ${line}`), around.everything);
  let env = program.env;
  let child: ReturnType<typeof launch> | null = null;
  let ended: Promise<void> = Promise.resolve();
  let stopping = false;
  let wanted = false;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;

  const begin = (): void => {
    const began = Date.now();
    const started = launch(program.args, env);
    const { pid } = started;
    child = started;
    const release =
      pid === undefined
        ? () => Promise.resolve()
        : endWithUs(pid, { group: true, signal: 'TERM', graceSeconds: 8 });
    let tail = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        log.take(chunk);
        if (stream === started.stderr) tail = (tail + chunk).slice(-2_000);
      });
    }
    // Its end, not that of its pipes: what it left behind may hold them open.
    ended = new Promise((resolve) => {
      started.once('error', () => resolve());
      started.once('exit', (code, killedBy) => {
        child = null;
        void release().then(resolve);
        if (stopping) return;
        // What a program leaves behind in its own group goes with it.
        if (pid !== undefined) signal(-pid, 'SIGKILL');
        if (wanted) {
          wanted = false;
          begin();
          return;
        }
        if (Date.now() - began > steadyAfter) pause = firstPause;
        around.say(
          `${name} ended (${killedBy ?? `exit code ${code ?? '?'}`}); starting it again in ${pause / 1000} s. Its log: ${logPath}${tail === '' ? '' : `\n${indent(tail)}`}`,
        );
        timer = setTimeout(begin, pause);
        pause = Math.min(pause * 2, longestPause);
      });
    });
    around.onChange();
  };
  begin();

  return {
    name,
    identity: () => {
      const identity = child?.pid === undefined ? null : identify(child.pid);
      return identity === null ? null : { name, ...identity };
    },
    restart: (told) => {
      env = { ...env, ...told };
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

const launch = (args: string[], env: NodeJS.ProcessEnv) =>
  execa(process.execPath, args, { ...programOptions, env, buffer: false });

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .slice(-12)
    .map((line) => `    ${line}`)
    .join('\n');
}
