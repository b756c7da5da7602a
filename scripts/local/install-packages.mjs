import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const lockPath = `${project}package-lock.json`;
const installedPath = `${project}node_modules/.package-lock.json`;
const markPath = `${project}node_modules/.dotbridge-lock-hash`;

/** Runs `npm ci` unless what is installed came from this lock file. Answers npm's exit code, 0 when there was nothing to do. */
export async function installPackages() {
  if (isInstalled()) return 0;
  console.log('Installing packages (npm ci) …');
  const began = Date.now();
  const code = await runNpm([
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--loglevel=error',
  ]);
  if (code === 0) {
    writeFileSync(markPath, lockHash());
    console.log(`Packages are installed (${Math.round((Date.now() - began) / 1000)} s).`);
  } else {
    console.error(
      `npm ci ended with code ${code}: the packages are not installed. Is the npm registry reachable, and is the disk full?`,
    );
  }
  return code;
}

function isInstalled() {
  if (!existsSync(installedPath)) return false;
  if (existsSync(markPath)) return readFileSync(markPath, 'utf8') === lockHash();
  // Installed by hand: as new as the lock file is new enough.
  return statSync(installedPath).mtimeMs >= statSync(lockPath).mtimeMs;
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockPath)).digest('hex');
}

function runNpm(args) {
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(command, [...before, ...args], {
      cwd: project,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32' && before.length === 0,
    });
    const pass = (name) => () => child.kill(name);
    const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => [name, pass(name)]);
    for (const [name, handler] of handlers) process.on(name, handler);
    const end = (code) => {
      for (const [name, handler] of handlers) process.off(name, handler);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`npm could not be started: ${error.message}`);
      end(1);
    });
    child.once('exit', (code, name) => end(name ? 130 : (code ?? 1)));
  });
}
