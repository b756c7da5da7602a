import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { quietPort } from '@/scripts/local/free-port';
import { projectFolder } from '@/scripts/local/project';

export type Web = {
  port: number;
  memoryMb: (what: 'VmRSS' | 'VmHWM') => number;
  /** Used so far, of all its threads. */
  cpuMs: () => number;
  stop: () => Promise<void>;
};

/** The built web application as `npm run web` starts it. */
export async function startWeb(databaseUrl: string): Promise<Web> {
  const port = await quietPort();
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    scripts: { web: string };
  };
  const child = spawn('/bin/sh', ['-c', scripts.web], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      HOST: '127.0.0.1',
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'warn',
      NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
      ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    },
  });
  await untilReady(child, port);
  return {
    port,
    memoryMb: (what) => memoryMb(child, what),
    cpuMs: () => cpuMs(child),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/api/health/live`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    if (tries > 120 || child.exitCode !== null) throw new Error('the web application did not start');
    await wait(250);
  }
}

function memoryMb(child: ChildProcess, what: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = Number(
    new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ??
      Number.NaN,
  );
  return Math.round(kilobytes / 1000);
}

/** The 14th and 15th field of /proc/PID/stat, counted in hundredths of a second; the name before them may hold spaces. */
function cpuMs(child: ChildProcess): number {
  const [, fields = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}
