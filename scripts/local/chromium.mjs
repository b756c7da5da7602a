import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const usualPlaces = [
  // The browser without windows of its own, which Playwright itself would take: half the work for the same pages.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium that is already there: CHROMIUM_PATH, the system's, or (undefined) the one Playwright brought itself.
 * @returns {{ found: boolean, executablePath: string | undefined }}
 */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return { found: existsSync(asked), executablePath: asked };
  const place = usualPlaces.find((path) => existsSync(path));
  if (place) return { found: true, executablePath: place };
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return { found: existsSync(chromium.executablePath()), executablePath: undefined };
}

/** Debian's own as root there, otherwise the one Playwright downloads. What can't be had is told by the end-to-end tests. */
export function installChromium() {
  if (findChromium().found) return;
  console.log('Installing Chromium …');
  const isRoot = process.getuid?.() === 0;
  const isDebian =
    existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (isRoot && isDebian) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-q'], env);
    for (const name of ['chromium-headless-shell', 'chromium']) {
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name, 'fonts-liberation'], env);
      if (findChromium().found) return;
    }
  }
  run(
    process.execPath,
    [
      createRequire(import.meta.url).resolve('@playwright/test/cli'),
      'install',
      ...(isRoot ? ['--with-deps'] : []),
      'chromium',
    ],
    process.env,
  );
}

function run(command, args, env) {
  const answer = spawnSync(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  if (answer.status !== 0)
    console.error(
      `${command} ${args.join(' ')} failed: ${answer.error?.message ?? answer.stderr.trim().split('\n').slice(-5).join('\n')}`,
    );
}
