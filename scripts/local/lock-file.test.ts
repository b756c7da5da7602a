import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseLock, takeLock } from './lock-file';
import { identify } from './process-identity';

describe('a lock file', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'a folder with blanks '));
    path = join(folder, 'lock');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const heldBy = (holder: unknown) =>
    writeFileSync(path, JSON.stringify({ holder, parent: null, note: 'another' }));

  it('is taken when nobody holds it, and again after it was released', () => {
    expect(takeLock(path, 'one')).toBeNull();
    releaseLock(path);
    expect(takeLock(path, 'two')).toBeNull();
  });

  it('names the process that holds it', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    heldBy(identify(other.pid ?? 0));
    expect(takeLock(path, 'me')?.note).toBe('another');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(takeLock(path, 'me')).toBeNull();
  });

  it('is free when the process id was given to another program since', () => {
    heldBy({ pid: process.ppid, startedAt: 'long ago' });
    expect(takeLock(path, 'me')).toBeNull();
  });
});
