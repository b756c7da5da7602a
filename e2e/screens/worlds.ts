import { execFileSync } from 'node:child_process';

export const worlds = ['demo', 'empty', 'long'] as const;
export type World = (typeof worlds)[number];

/**
 * What the pages are looked at with: the demo's data; somebody who can sign in and nothing else; beside the demo's, much of
 * everything with long names.
 */
export function prepareWorld(world: World, dataDir = process.env.E2E_DATA_DIR): void {
  if (world === 'empty')
    run(['scripts/user.ts', '--email', 'admin@example.com', '--role', 'admin', '--password-stdin'], dataDir);
  if (world === 'long') run(['scripts/seed.ts', '--long'], dataDir);
}

function run(script: string[], dataDir: string | undefined): void {
  execFileSync(process.execPath, ['--import', './scripts/load-env-file.mjs', '--import', 'tsx', ...script], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    input: process.env.E2E_PASSWORD,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}
