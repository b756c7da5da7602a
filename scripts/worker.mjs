// The worker as one plain file, made from the sources in a moment. Idle it holds 160 MB; with a loader that translates while it runs 260 MB.
import { mkdirSync, renameSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = `${project}node_modules/.cache/dotbridge`;
const draft = `${folder}/worker-${process.pid}.mjs`;

mkdirSync(folder, { recursive: true });
buildSync({
  entryPoints: [`${project}lib/jobs/worker.ts`],
  outfile: draft,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'error',
});
// Several workers may start at once; each finds a whole file.
renameSync(draft, `${folder}/worker.mjs`);
process.setSourceMapsEnabled(true);
try {
  await import(pathToFileURL(`${folder}/worker.mjs`).href);
} catch (error) {
  console.error(error.name === 'EnvironmentError' ? `${error.message}\nAll variables: .env.example` : error);
  process.exit(1);
}
