import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import { quietPort } from '../scripts/local/free-port';
import { makeScratchFolder } from '../scripts/local/scratch-folder';

export type Start = { npm: ChildProcess; output: () => string };

/** What `npm start` is told for an installation of its own, empty, beside the one that the other tests use. */
export async function ownInstallation(): Promise<{ dataDir: string; env: NodeJS.ProcessEnv }> {
  const dataDir = makeScratchFolder('dotbridge start ');
  const unset = ['HOST', 'DATABASE_URL', 'NEXTAUTH_URL', 'DOTDIGITAL_API_URL', 'SIMULATOR_PORT', 'NODE_ENV'];
  return {
    dataDir,
    env: {
      ...process.env,
      PORT: String(await quietPort()),
      DATA_DIR: dataDir,
      DEMO_DATA: 'off',
      ...Object.fromEntries(unset.map((name) => [name, ''])),
    },
  };
}

/** Comes back when it is ready, or has said why it can't be. */
export async function npmStart(env: NodeJS.ProcessEnv): Promise<Start> {
  const npm = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await expect
    .poll(() => text.includes('Ctrl-C stops everything') || npm.exitCode !== null, { timeout: 200_000 })
    .toBe(true);
  return { npm, output: () => text };
}

export async function endStart({ npm }: Pick<Start, 'npm'>): Promise<void> {
  npm.kill('SIGTERM');
  await once(npm, 'exit');
}
