import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { endWithUs } from '../keeper';
import { executable, serverEnvironment } from './binaries';
import { superuser, type Cluster } from './cluster';
import type { Owner } from './owner';

export type EmbeddedPostgres = {
  /** Address of a database on this server; without a name the product's own. */
  url(database?: string): string;
  pid: number;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

const productDatabase = 'dotbridge';

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

/** One attempt; null when the server ended before it was ready. */
export async function tryStart(
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
  const { pid } = server;
  if (pid === undefined) {
    await ended;
    return null;
  }
  release = endWithUs(pid, { group: false, signal: 'INT', graceSeconds: 8 });
  const url = (database?: string) => urlOf(cluster, database);

  for (const until = Date.now() + 60_000; Date.now() < until && !over; await sleep(15)) {
    if (!saysReady(cluster.folder, pid)) continue;
    await makeDatabase(url('postgres'));
    return { url, pid, ended, stop: () => stop(server, ended) };
  }
  if (!over) await stop(server, ended);
  return null;
}

export function urlOf(cluster: Cluster, database = productDatabase): string {
  return `postgresql://${superuser}:${cluster.password}@127.0.0.1:${cluster.port}/${database}`;
}

/** The last line of the lock file is the server's own word for how far it is. */
export function saysReady(folder: string, pid: number): boolean {
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
