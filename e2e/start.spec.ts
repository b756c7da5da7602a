import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { deleteEmbeddedPostgres } from '../scripts/local/embedded-postgres';
import { quietPort } from '../scripts/local/free-port';
import { isAlive, type ProcessIdentity, waitUntilGone } from '../scripts/local/process-identity';
import { endStart, npmStart, ownInstallation, type Start } from './npm-start';

// `npm start` itself, in a folder of its own whose path has blanks, beside the one that the other tests use.
let dataDir: string;
let env: NodeJS.ProcessEnv;
const running: ChildProcess[] = [];

test.beforeAll(async () => {
  ({ dataDir, env } = await ownInstallation());
});

test.afterAll(async () => {
  await deleteEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

test.afterEach(async () => {
  for (const npm of running.splice(0)) {
    if (npm.exitCode !== null || npm.signalCode !== null) continue;
    await endStart({ npm });
  }
});

async function start(more: Record<string, string> = {}): Promise<Start> {
  const started = await npmStart({ ...env, ...more });
  running.push(started.npm);
  return started;
}

function supervisor(): ProcessIdentity {
  return (JSON.parse(readFileSync(join(dataDir, 'supervisor.lock'), 'utf8')) as { holder: ProcessIdentity })
    .holder;
}

function everyProcess(): ProcessIdentity[] {
  const programs = JSON.parse(readFileSync(join(dataDir, 'programs.json'), 'utf8')) as ProcessIdentity[];
  return [supervisor(), ...programs];
}

test('says how the first admin is made, and stops every process on SIGTERM', async () => {
  const started = await start();
  expect(started.output()).toContain(`Dotbridge is ready at http://localhost:${env.PORT}`);
  expect(started.output()).toContain('npm run user -- --email');
  const processes = everyProcess();
  expect(processes.filter(isAlive)).toHaveLength(4);
  await endStart(started);
  expect(processes.filter(isAlive)).toEqual([]);
});

test('starts the second time without installing, building or migrating', async () => {
  const started = await start();
  await endStart(started);
  for (const work of ['Installing', 'Building', 'applied '])
    expect(started.output(), work).not.toContain(work);
});

test('refuses a second start on the same data, and a port that is taken, and says what to do', async () => {
  const started = await start();
  expect((await start({ PORT: String(await quietPort()) })).output()).toContain('already runs from');
  const taken = await start({ DATA_DIR: `${dataDir}/other` });
  expect(taken.output()).toMatch(
    new RegExp(`Port ${env.PORT} \\(PORT\\).*choose another port: PORT=\\d+ npm start`),
  );
  await endStart(started);
});

test('names every wrong value of the environment at once', async () => {
  const refused = await start({ PORT: 'none', DEMO_DATA: 'perhaps' });
  expect(refused.npm.exitCode).toBe(1);
  expect(refused.output()).toContain('PORT is "none"; expected a port number');
  expect(refused.output()).toContain('DEMO_DATA is "perhaps"; expected on or off');
});

test('a supervisor that was killed for good leaves nothing behind, and the next start works at once', async () => {
  const first = await start();
  const processes = everyProcess();
  process.kill(supervisor().pid, 'SIGKILL');
  await once(first.npm, 'exit');
  const second = await start();
  expect(second.output()).toContain('Dotbridge is ready');
  expect(processes.filter(isAlive)).toEqual([]);

  // npm itself killed: the supervisor notices, with no next start to help.
  const again = everyProcess();
  second.npm.kill('SIGKILL');
  const gone = await Promise.all(again.map((one) => waitUntilGone(one, 60_000)));
  expect(gone).toEqual(again.map(() => true));
});

test('a part that dies is started again', async () => {
  const started = await start();
  const [, ...programs] = everyProcess();
  for (const program of programs) process.kill(program.pid, 'SIGKILL');
  await expect.poll(() => everyProcess().filter(isAlive).length).toBe(4);
  await expect
    .poll(
      async () => (await fetch(`http://127.0.0.1:${env.PORT}/api/health/ready`).catch(() => null))?.status,
      { timeout: 60_000 },
    )
    .toBe(200);
  expect(started.output()).toContain('starting it again');
  await endStart(started);
});

test('what a browser asks for by itself is answered without a session', async () => {
  const types: Record<string, RegExp> = {
    'favicon.ico': /^image\/(x-icon|vnd\.microsoft\.icon)$/,
    'icon.svg': /^image\/svg\+xml$/,
    'icon-192.png': /^image\/png$/,
    'icon-512.png': /^image\/png$/,
    'icon-maskable-512.png': /^image\/png$/,
    'apple-touch-icon.png': /^image\/png$/,
    'site.webmanifest': /^application\/manifest\+json/,
    'robots.txt': /^text\/plain/,
  };
  expect(readdirSync('public').sort()).toEqual(Object.keys(types).sort());
  const baseURL = process.env.E2E_BASE_URL ?? '';
  for (const [name, type] of Object.entries(types)) {
    const answer = await fetch(`${baseURL}/${name}`, { redirect: 'manual' });
    expect([name, answer.status]).toEqual([name, 200]);
    expect(answer.headers.get('content-type')).toMatch(type);
  }
  const { icons } = (await (await fetch(`${baseURL}/site.webmanifest`)).json()) as {
    icons: { src: string }[];
  };
  for (const { src } of icons)
    expect((await fetch(`${baseURL}${src}`, { redirect: 'manual' })).status).toBe(200);
  const page = await (await fetch(`${baseURL}/sign-in`)).text();
  for (const name of ['favicon.ico', 'icon.svg', 'apple-touch-icon.png', 'site.webmanifest'])
    expect(page).toContain(`href="/${name}"`);
});
