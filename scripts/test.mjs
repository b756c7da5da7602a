// Runs with plain Node, before there is a node_modules folder: installs what the tests need, then hands over to test.ts.
import { installChromium, installSystemChromium } from './local/chromium.mjs';
import { installPackages } from './local/install-packages.mjs';

const [installed] = await Promise.all([installPackages(), installSystemChromium()]);
if (installed !== 0) {
  console.log('0 passed, 1 failed');
  process.exit(installed);
}
await installChromium();

process.env.NODE_NO_WARNINGS ??= '1';
const { register } = await import('tsx/esm/api');
register();
const { test } = await import('./test.ts');
await test(process.argv.slice(2));
