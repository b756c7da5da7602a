import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, parentToEndWith, type ProcessIdentity } from './process-identity';

export type LockHolder = {
  holder: ProcessIdentity;
  /** Whoever started the holder: once it is gone, the holder is ending too. */
  parent: ProcessIdentity | null;
  note: string;
};

/** Takes a lock held by one process at a time; one whose process is gone counts as free. Answers who holds it instead, or null. */
export function takeLock(path: string, note: string): LockHolder | null {
  mkdirSync(dirname(path), { recursive: true });
  const holder = identify(process.pid);
  if (holder === null) throw new Error('this process is not to be found');
  const mine: LockHolder = { holder, parent: parentToEndWith(), note };
  for (let tries = 0; tries < 20; tries += 1) {
    if (placeWhole(path, JSON.stringify(mine))) return null;
    const other = readLock(path);
    if (other !== null && isAlive(other.holder)) return other.holder.pid === process.pid ? null : other;
    rmSync(path, { force: true });
  }
  throw new Error(`The lock file ${path} can't be taken; delete it if nothing runs here.`);
}

/** The file appears with all its content or not at all, and only where there was none. */
function placeWhole(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function readLock(path: string): LockHolder | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as LockHolder) : null;
}

export function releaseLock(path: string): void {
  rmSync(path, { force: true });
}

export async function waitForLock(path: string, note: string, onWait: () => void): Promise<void> {
  for (let waited = false; takeLock(path, note) !== null; waited = true) {
    if (!waited) onWait();
    await sleep(250);
  }
}
