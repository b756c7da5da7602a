// Runs with plain Node, before there is a node_modules folder: installs what the tests need, then hands over to test.ts.
import { installPackages } from './local/install-packages.mjs';

const installed = await installPackages();
if (installed !== 0) {
  console.log('0 passed, 1 failed');
  process.exit(installed);
}

const { installChromium } = await import('./local/chromium.mjs');
installChromium();

process.env.NODE_NO_WARNINGS ??= '1';
const { register } = await import('tsx/esm/api');
register();
const { test } = await import('./test.ts');
await test(process.argv.slice(2));
