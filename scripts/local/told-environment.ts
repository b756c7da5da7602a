import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../lib/env';
import { keptSecrets } from './secrets-kept';
import { writeJsonPrivately } from './write-privately';

export function addressOf(environment: Environment): string {
  const host = environment.host ?? '127.0.0.1';
  const named = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
    ? 'localhost'
    : host.includes(':')
      ? `[${host}]`
      : host;
  return environment.nextauthUrl ?? `http://${named}:${environment.port}`;
}

/** What the parts of this installation are told beside what was set. */
export function madeEnvironment(environment: Environment, dataDir: string, sandboxPort: number | null) {
  const secrets = keptSecrets(dataDir, { make: true });
  const given = (name: string, otherwise: string | undefined): string => {
    const value = process.env[name] ?? '';
    return value === '' ? (otherwise ?? '') : value;
  };
  const sandboxHosts = sandboxPort === null ? [] : [`127.0.0.1:${sandboxPort}`, `localhost:${sandboxPort}`];
  return {
    NEXTAUTH_URL: addressOf(environment),
    NEXTAUTH_SECRET: given('NEXTAUTH_SECRET', secrets.NEXTAUTH_SECRET),
    ENCRYPTION_KEYS: given('ENCRYPTION_KEYS', secrets.ENCRYPTION_KEYS),
    CRON_SECRET: given('CRON_SECRET', secrets.CRON_SECRET),
    DEMO_PASSWORD: given('DEMO_PASSWORD', secrets.DEMO_PASSWORD),
    DATA_DIR: dataDir,
    DOTDIGITAL_API_URL:
      sandboxPort === null ? environment.dotdigitalApiUrl : `http://127.0.0.1:${sandboxPort}`,
    DOTDIGITAL_ALLOWED_HOSTS: [...environment.dotdigitalAllowedHosts, ...sandboxHosts].join(','),
  };
}

const recordOf = (dataDir: string): string => join(dataDir, 'environment.json');

/** For commands typed beside a supervisor. */
export function recordToldEnvironment(dataDir: string, told: Record<string, string>): void {
  writeJsonPrivately(recordOf(dataDir), told);
}

export function readToldEnvironment(dataDir: string): Record<string, string> {
  const path = recordOf(dataDir);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
}

export function forgetToldEnvironment(dataDir: string): void {
  rmSync(recordOf(dataDir), { force: true });
}
