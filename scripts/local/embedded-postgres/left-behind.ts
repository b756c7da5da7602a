import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { commandLine, identify, isAlive, signal, waitUntilGone } from '../process-identity';
import type { Owner } from './owner';

export function postmasterOf(folder: string): number | null {
  const path = join(folder, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/**
 * Ends what an earlier start left of its server: the server itself where its supervisor was killed, and the sessions of one that was
 * killed itself. Its lock file, whose process is gone or another program by now, goes last, so that a start cut off here does it again.
 */
export async function endServerLeftBehind(folder: string, owner: Owner): Promise<void> {
  const pid = postmasterOf(folder);
  if (pid === null) return;
  if (commandLine(pid).includes(folder)) await endServer(pid);
  await endOrphans(folder, owner);
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}

async function endServer(pid: number): Promise<void> {
  const identity = identify(pid);
  if (identity === null) return;
  for (const [name, wait] of [
    ['SIGINT', 5_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 2_000],
  ] as const) {
    signal(pid, name);
    if (await waitUntilGone(identity, wait)) return;
  }
  throw new Error(`An embedded PostgreSQL left behind by an earlier start (process ${pid}) can't be ended.`);
}

/**
 * A session in the middle of something outlives a server that was killed, and no new server starts on the folder as long as it holds the
 * shared memory: https://www.postgresql.org/docs/17/server-shutdown.html. The next start recovers as after a crash, whatever it still does.
 */
async function endOrphans(folder: string, owner: Owner): Promise<void> {
  const orphans = workingIn(folder, owner)
    .filter((pid) => commandLine(pid).startsWith('postgres:'))
    .flatMap((pid) => identify(pid) ?? []);
  for (const { pid } of orphans) signal(pid, 'SIGKILL');
  await Promise.all(orphans.map((orphan) => waitUntilGone(orphan, 2_000)));
  const left = orphans.filter(isAlive);
  if (left.length > 0)
    throw new Error(
      `Sessions of an embedded PostgreSQL that was killed (process ${left.map(({ pid }) => pid).join(', ')}) can't be ended.`,
    );
}

/**
 * The processes whose working folder this is, as the folder's own account sees them: in a container root may not look at those of others.
 */
function workingIn(folder: string, owner: Owner): number[] {
  const { stdout } =
    process.platform === 'linux'
      ? execaSync('/bin/sh', ['-c', cwdScript, 'cwd', folder], { ...owner, cwd: '/', reject: false })
      : execaSync('lsof', ['-a', '-d', 'cwd', '-c', 'postgres', '-t', '--', folder], { reject: false });
  return (stdout ?? '').split('\n').filter(Boolean).map(Number);
}

const cwdScript = 'for one in /proc/[0-9]*; do [ "$one/cwd" -ef "$1" ] && echo "${one#/proc/}"; done';
