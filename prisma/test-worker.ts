import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Context } from '@/lib/context';

/** The real worker as a process of its own, on this database and with what this context is configured with. */
export function startWorker(
  { config }: Pick<Context, 'config'>,
  databaseUrl: string,
  otherHosts: readonly string[] = [],
): ChildProcess {
  const keys = [...config.keyring.keys].map(([name, key]) => `${name}:${key.toString('base64')}`);
  return spawn(process.execPath, ['scripts/worker.mjs'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEYS: keys.join(','),
      DOTDIGITAL_API_URL: config.dotdigitalUrl,
      DOTDIGITAL_ALLOWED_HOSTS: [...config.dotdigitalAllowedHosts, ...otherHosts].join(','),
      LOG_LEVEL: 'silent',
    },
  });
}

export async function killWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}
