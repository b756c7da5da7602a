import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from './cannot-start';
import { readLock, releaseLock, takeLock } from './lock-file';
import { isAlive, signal, waitUntilGone } from './process-identity';

const lockOf = (dataDir: string): string => join(dataDir, 'supervisor.lock');

/** The process of the supervisor on this data folder, null when there is none. */
export function supervisorOf(dataDir: string): number | null {
  const lock = readLock(lockOf(dataDir));
  return lock !== null && isAlive(lock.holder) ? lock.holder.pid : null;
}

/** One supervisor at a time per data folder. One whose npm was killed is ending, and is waited for. Answers how to release it. */
export async function takeSupervisorLock(dataDir: string, address: string): Promise<() => void> {
  const path = lockOf(dataDir);
  for (const until = Date.now() + 12_000; ; await sleep(200)) {
    const other = takeLock(path, address);
    if (other === null) return () => releaseLock(path);
    const isEnding = other.parent !== null && !isAlive(other.parent);
    if (!isEnding) {
      throw new CannotStart(
        `Dotbridge already runs from ${dataDir} (process ${other.holder.pid}, ${other.note}). Stop that one first, or give this one a folder and a port of its own: DATA_DIR=.data-two PORT=3001 npm start`,
      );
    }
    if (Date.now() > until) {
      signal(other.holder.pid, 'SIGKILL');
      await waitUntilGone(other.holder, 2_000);
    }
  }
}
