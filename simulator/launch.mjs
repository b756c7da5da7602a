// Starts the sandbox: from one plain file where that is newer than the sources, else from the sources, while the file is made for the next time.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const project = join(here, '..');
const bundle = join(project, 'node_modules', '.cache', 'dotbridge', 'sandbox', 'main.mjs');

function isFresh() {
  if (!existsSync(bundle)) return false;
  const made = statSync(bundle).mtimeMs;
  const sources = readdirSync(here, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name),
  );
  return [
    ...sources.map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
    join(project, 'package-lock.json'),
  ].every((path) => statSync(path).mtimeMs < made);
}

if (isFresh()) await import(pathToFileURL(bundle).href);
else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
  spawn(process.execPath, [join(here, 'bundle.mjs')], { stdio: 'ignore' }).unref();
}
