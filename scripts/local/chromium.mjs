import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const usualPlaces = [
  // The browser without windows of its own, which Playwright itself would take: half the work for the same pages.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const isRoot = process.getuid?.() === 0;
const isDebian = () =>
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

const systemChromium = () => process.env.CHROMIUM_PATH || usualPlaces.find((path) => existsSync(path));

/**
 * A Chromium that is already there: CHROMIUM_PATH, the system's, or (undefined) the one Playwright brought itself.
 * @returns {{ found: boolean, executablePath: string | undefined }}
 */
export function findChromium() {
  const executablePath = systemChromium();
  if (executablePath) return { found: existsSync(executablePath), executablePath };
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return { found: existsSync(chromium.executablePath()), executablePath: undefined };
}

/** Debian's own, as root there: needs no package of ours, so it can be fetched while those are. */
export async function installSystemChromium() {
  if (systemChromium() || !isRoot || !isDebian()) return;
  console.log('Installing Chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], env);
  for (const name of ['chromium-headless-shell', 'chromium']) {
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name, 'fonts-liberation'], env);
    if (systemChromium()) return;
  }
}

/** The one Playwright downloads, where there is no other. What can't be had is told by the end-to-end tests. */
export async function installChromium() {
  if (findChromium().found) return;
  console.log('Installing Playwright’s Chromium …');
  await run(
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

async function run(command, args, env) {
  const running = promisify(execFile)(command, args, { env, maxBuffer: Infinity });
  running.child.stdin.end();
  try {
    await running;
  } catch ({ stderr, message }) {
    console.error(
      `${command} ${args.join(' ')} failed: ${stderr?.trim().split('\n').slice(-5).join('\n') || message}`,
    );
  }
}
