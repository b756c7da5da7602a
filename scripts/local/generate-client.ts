import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { contentHash } from './content-hash';
import { projectFolder } from './project';

const generated = join(projectFolder, 'lib', 'db', 'generated');
const markPath = join(generated, '.schema-hash');

/** Makes the Prisma client from prisma/schema, unless the one that is there was made from the same. */
export function generateClient(): void {
  const hash = contentHash(projectFolder, [
    'prisma/schema',
    'prisma.config.ts',
    'node_modules/prisma/package.json',
  ]);
  if (existsSync(markPath) && readFileSync(markPath, 'utf8') === hash) return;
  const made = spawnSync(
    process.execPath,
    [createRequire(import.meta.url).resolve('prisma/build/index.js'), 'generate'],
    {
      cwd: projectFolder,
      // Generating never starts this engine; any file in its place keeps the command from downloading it.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
      encoding: 'utf8',
    },
  );
  if (made.status !== 0)
    throw new Error(`The Prisma client could not be made:\n${made.stdout}${made.stderr}`);
  writeFileSync(markPath, hash);
}
