import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { contentHash } from './content-hash';
import { generateClient } from './generate-client';
import { releaseLock, waitForLock } from './lock-file';
import { runStep } from './run-step';
import { projectFolder } from './project';

const require = createRequire(import.meta.url);
export const nextProgram = (): string => require.resolve('next/dist/bin/next');

const sources = [
  'app',
  'components',
  'lib',
  'pages',
  'public',
  'prisma/schema',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const markPath = join(projectFolder, '.next', 'built-from');
const lockPath = join(projectFolder, 'node_modules', '.cache', 'dotbridge-build.lock');

/** Builds the web part unless what is there was built from the same sources. Two builds in one clone wait for each other. */
export async function build(options: { say: (line: string) => void; abort: AbortSignal }): Promise<void> {
  const hash = sourceHash();
  if (isBuiltFrom(hash)) return;
  await waitForLock(lockPath, 'next build', () =>
    options.say('another build of this clone is under way; waiting for it'),
  );
  try {
    if (isBuiltFrom(hash)) return;
    generateClient();
    // A build that is cut off leaves neither the old nor the new one.
    rmSync(markPath, { force: true });
    options.say('Building the web application …');
    const began = Date.now();
    const { code, output } = await runStep([nextProgram(), 'build'], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
      abort: options.abort,
    });
    if (code !== 0) throw new Error(`next build failed:\n${output.trim()}`);
    writeFileSync(markPath, hash);
    options.say(`The web application is built (${Math.round((Date.now() - began) / 1000)} s).`);
  } finally {
    releaseLock(lockPath);
  }
}

function sourceHash(): string {
  return contentHash(
    projectFolder,
    sources,
    (path) => path === 'lib/db/generated' || /\.test\.tsx?$/.test(path),
  );
}

function isBuiltFrom(hash: string): boolean {
  return (
    existsSync(markPath) &&
    existsSync(join(projectFolder, '.next', 'BUILD_ID')) &&
    readFileSync(markPath, 'utf8') === hash
  );
}
