import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, portIsFree } from '../free-port';
import { commandLine, identify } from '../process-identity';
import { findBinaries } from './binaries';
import { createCluster, readCluster, recordOf, withinReach, writeCluster } from './cluster';
import { endServerLeftBehind, postmasterOf } from './left-behind';
import { serverOwner } from './owner';
import { saysReady, tryStart, urlOf, type EmbeddedPostgres } from './server';

export type { EmbeddedPostgres } from './server';

export type EmbeddedPostgresOptions = {
  /** Holds the cluster, its password and its log. */
  dataDir: string;
  /** false: faster, and lost when the machine loses power. For tests only. */
  durable: boolean;
};

/**
 * Starts the server of this data folder, making it first where there is none. Safe to repeat: what a server that was killed, or whose
 * supervisor was, left behind is ended first, and its lock file cleared.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const owner = serverOwner();
  const native = findBinaries(owner);
  const found = readCluster(dataDir) ?? (await createCluster(native, dataDir, owner, options.durable));
  await endServerLeftBehind(found.folder, owner);
  const cluster = withinReach(found, dataDir, owner);

  for (let attempt = 1; ; attempt += 1) {
    if (!(await portIsFree(cluster.port))) cluster.port = await freePort();
    writeCluster(dataDir, cluster);
    const server = await tryStart(native, cluster, dataDir, owner, options.durable);
    if (server !== null) return server;
    if (attempt === 5)
      throw new Error(
        `The embedded PostgreSQL did not start. The end of ${join(dataDir, 'postgres.log')}:\n${lastLines(join(dataDir, 'postgres.log'))}`,
      );
    await sleep(200 * attempt);
  }
}

/** The address of a server that some other process runs on this data folder; null when none answers. */
export async function urlOfRunning(dataDir: string): Promise<string | null> {
  const cluster = readCluster(resolve(dataDir));
  const pid = cluster === null ? null : postmasterOf(cluster.folder);
  if (cluster === null || pid === null || !commandLine(pid).includes(cluster.folder)) return null;
  for (let tries = 0; tries < 100; tries += 1) {
    if (saysReady(cluster.folder, pid)) return urlOf(cluster);
    if (identify(pid) === null) return null;
    await sleep(50);
  }
  return null;
}

/** Deletes the cluster of a data folder that no server runs on. */
export async function deleteEmbeddedPostgres(dataDir: string): Promise<void> {
  const cluster = readCluster(resolve(dataDir));
  if (cluster === null) return;
  await endServerLeftBehind(cluster.folder, serverOwner());
  rmSync(cluster.folder, { recursive: true, force: true });
  rmSync(`${cluster.folder}.origin`, { force: true });
  rmSync(recordOf(resolve(dataDir)), { force: true });
}

function lastLines(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
}
