import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { identify, isAlive, signal, waitUntilGone, type ProcessIdentity } from '../process-identity';
import { makeScratchFolder } from '../scratch-folder';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '.';

describe('an embedded PostgreSQL that was killed for good', () => {
  let dataDir: string;

  beforeAll(() => {
    dataDir = makeScratchFolder('dotbridge killed ');
  });

  afterAll(async () => {
    await deleteEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is back though a session of it that never ends still holds its shared memory, with all that was committed', async () => {
    const first = await startEmbeddedPostgres({ dataDir, durable: true });
    const client = new Client({ connectionString: first.url() });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE kept AS SELECT 1 AS one');
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const session = existing(rows[0]?.pid);
    onTestFinished(() => void signal(session.pid, 'SIGKILL'));
    // A session that is busy does not notice that its server is gone; one that is held up never does.
    process.kill(session.pid, 'SIGSTOP');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    expect(isAlive(session)).toBe(true);

    const second = await startEmbeddedPostgres({ dataDir, durable: true });
    expect(isAlive(session)).toBe(false);
    const again = new Client({ connectionString: second.url() });
    await again.connect();
    expect((await again.query('SELECT one FROM kept')).rows).toEqual([{ one: 1 }]);
    await again.end();
    await second.stop();
  });

  it('leaves the sessions of another server alone', async () => {
    const other = makeScratchFolder('dotbridge beside ');
    const [killed, beside] = [
      await startEmbeddedPostgres({ dataDir, durable: false }),
      await startEmbeddedPostgres({ dataDir: other, durable: false }),
    ];
    const client = new Client({ connectionString: beside.url() });
    await client.connect();
    const server = existing(killed.pid);
    process.kill(killed.pid, 'SIGKILL');
    expect(await waitUntilGone(server, 60_000)).toBe(true);
    await (await startEmbeddedPostgres({ dataDir, durable: false })).stop();
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await beside.stop();
    await deleteEmbeddedPostgres(other);
    rmSync(other, { recursive: true, force: true });
  });
});

function existing(pid: number | undefined): ProcessIdentity {
  const identity = pid === undefined ? null : identify(pid);
  if (identity === null) throw new Error('the process is not there');
  return identity;
}
