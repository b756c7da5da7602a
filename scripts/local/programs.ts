import { join } from 'node:path';
import { nextProgram } from './build';
import type { Program } from './run-program';

/** The parts of an installation, with the same small footprint as `npm run web` and `npm run worker` have. */

export function sandboxProgram(port: number, dataDir: string, env: NodeJS.ProcessEnv): Program {
  return {
    name: 'sandbox',
    args: ['simulator/launch.mjs', '--port', String(port), '--data', join(dataDir, 'sandbox')],
    env,
  };
}

type WebOptions = { port: number; host: string; development: boolean; env: NodeJS.ProcessEnv };

export function webProgram({ port, host, development, env }: WebOptions): Program {
  const flags = [
    '--v8-pool-size=1',
    '--max-semi-space-size=8',
    '--max-old-space-size=320',
    '--heap-growing-percent=20',
  ];
  return {
    name: 'web',
    args: [
      ...(development ? [] : flags),
      '--import',
      './scripts/note-who-connects.mjs',
      '--import',
      './scripts/refuse-methods.mjs',
      nextProgram(),
      development ? 'dev' : 'start',
      '--port',
      String(port),
      '--hostname',
      host,
    ],
    env: {
      ...env,
      NODE_ENV: development ? 'development' : 'production',
      MALLOC_ARENA_MAX: '1',
      MALLOC_TRIM_THRESHOLD_: '131072',
      MALLOC_MMAP_THRESHOLD_: '65536',
    },
  };
}

export function workerProgram({
  development,
  env,
}: {
  development: boolean;
  env: NodeJS.ProcessEnv;
}): Program {
  return {
    name: 'worker',
    args: development
      ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'lib/jobs/worker.ts']
      : ['--v8-pool-size=1', '--max-semi-space-size=2', '--max-old-space-size=256', 'scripts/worker.mjs'],
    env: { ...env, NODE_ENV: development ? 'development' : 'production', MALLOC_ARENA_MAX: '2' },
  };
}
