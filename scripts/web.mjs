// The web part alone, in this process, so that the host's signals reach it. Without a loader that translates while it runs: that one
// holds the source map of every file that Next loads, 80 MB of them.
import { mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import './note-who-connects.mjs';
import './refuse-methods.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = `${project}node_modules/.cache/dotbridge`;
const draft = `${folder}/env-${process.pid}.mjs`;

mkdirSync(folder, { recursive: true });
buildSync({
  entryPoints: [`${project}lib/env.ts`],
  outfile: draft,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
// Several may start at once; each finds a whole file.
renameSync(draft, `${folder}/env.mjs`);
const { webEnv } = await import(pathToFileURL(`${folder}/env.mjs`).href);
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
try {
  const { port, host } = webEnv();
  process.argv = [
    process.execPath,
    next,
    'start',
    '--port',
    String(port),
    ...(host === undefined ? [] : ['--hostname', host]),
  ];
} catch (error) {
  console.error(error.name === 'EnvironmentError' ? `${error.message}\nAll variables: .env.example` : error);
  process.exit(1);
}
process.env.NEXT_TELEMETRY_DISABLED = '1';
await import(next);
