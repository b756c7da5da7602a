import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Program {
  child: ChildProcess;
  url: string;
  /** From the command to the first answer. */
  startMs: number;
}

const firstAsked = '/_control/health';

const root = join(import.meta.dirname, '..', '..');

/** Starts a program that prints its address, and waits for its first answer. */
export async function startProgram(path: string, ...flags: string[]): Promise<Program> {
  const started = performance.now();
  const loader = path.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, join(root, path), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (!url) continue;
    await fetch(`${url}${firstAsked}`);
    return { child, url, startMs: performance.now() - started };
  }
  throw new Error(`${path} ended before it told its address`);
}

export const startSandbox = (...flags: string[]): Promise<Program> =>
  startProgram('simulator/launch.mjs', '--port', '0', ...flags);

export async function stopProgram({ child }: Program): Promise<number> {
  const started = performance.now();
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  }
  return performance.now() - started;
}

/** Resident memory of a process in MB; nothing where /proc does not tell. */
export function memoryOf({ child }: Program): number | undefined {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return line === undefined ? undefined : Number(line) / 1024;
  } catch {
    return undefined;
  }
}

/** The most memory a process held while something went on, in MB. */
export async function peakMemory<T>(
  program: Program,
  work: () => Promise<T>,
): Promise<{ result: T; peak: number | undefined }> {
  let peak = memoryOf(program);
  const timer = setInterval(() => {
    const now = memoryOf(program);
    if (now !== undefined && (peak === undefined || now > peak)) peak = now;
  }, 50);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}
