// Runs with plain Node, before there is a node_modules folder: installs what is missing, then hands over to local/start.ts.
import { installPackages } from './local/install-packages.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`Dotbridge needs Node.js 20.12 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

process.env.NODE_NO_WARNINGS ??= '1';
const installed = await installPackages();
if (installed !== 0) process.exit(installed);

await import('./load-env-file.mjs');
const { register } = await import('tsx/esm/api');
register();
const { start } = await import('./local/start.ts');
await start({ development: process.argv.includes('--dev') });
