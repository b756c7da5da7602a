import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { freePort } from '../free-port';
import { identify } from '../process-identity';
import { writeJsonPrivately } from '../write-privately';
import { executable, serverEnvironment } from './binaries';
import { postmasterOf } from './left-behind';
import { canWork, systemFolder, type Owner } from './owner';

export type Cluster = { version: 1; folder: string; port: number; password: string };

export const superuser = 'dotbridge';

export function recordOf(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

export function readCluster(dataDir: string): Cluster | null {
  const path = recordOf(dataDir);
  if (!existsSync(path)) return null;
  const cluster = JSON.parse(readFileSync(path, 'utf8')) as Cluster;
  if (isCluster(cluster.folder)) return cluster;
  // A clone that was moved takes its cluster along.
  const beside = join(dataDir, 'postgres');
  return isCluster(beside) ? { ...cluster, folder: beside } : null;
}

const isCluster = (folder: string): boolean => existsSync(join(folder, 'PG_VERSION'));

export function writeCluster(dataDir: string, cluster: Cluster): void {
  writeJsonPrivately(recordOf(dataDir), cluster);
}

export async function createCluster(
  native: string,
  dataDir: string,
  owner: Owner,
  durable: boolean,
): Promise<Cluster> {
  const folder = owner === null || canWork(owner, dataDir) ? join(dataDir, 'postgres') : shelfFolder(dataDir);
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
  const made = execaSync(
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
    { ...owner, cwd: draft, env: serverEnvironment(), extendEnv: false, stdin: 'ignore', reject: false },
  );
  rmSync(passwordFile, { force: true });
  if (made.failed) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not make its data folder ${folder}: ${made.message}`);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(cluster, folder);
  rmSync(draft, { recursive: true, force: true });
  const result: Cluster = { version: 1, folder, port: await freePort(), password };
  writeCluster(dataDir, result);
  return result;
}

/** A cluster whose account can't walk to the data folder any more goes where it can. */
export function withinReach(cluster: Cluster, dataDir: string, owner: Owner): Cluster {
  if (owner === null || dirname(cluster.folder) !== dataDir || canWork(owner, dataDir)) return cluster;
  const to = shelfFolder(dataDir);
  const copied = execaSync('cp', ['-a', cluster.folder, to], { reject: false });
  if (copied.failed)
    throw new Error(
      `The embedded PostgreSQL can't reach ${cluster.folder} any more, and it can't be copied to ${to}: ${copied.message}`,
    );
  rmSync(cluster.folder, { recursive: true, force: true });
  return { ...cluster, folder: to };
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
