import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { openDb } from '@/lib/db';
import { migrate } from '@/scripts/database/migrate';
import { startSimulator } from '@/simulator/start';
import { testContext } from '../../test-context';
import { startMailServer } from '../../test-mail-server';

const dayMs = 86_400_000;

/** A database of that version with everything that was under way in it, brought to this version, and the account that it talks to. */
export async function restoreInFlight(folder: string, migration: string) {
  const { adminUrl } = inject('testServer');
  const name = `in_flight_${migration.slice(0, 14)}`;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"`);
  const url = adminUrl.replace(/\/[^/]*$/, `/${name}`);
  await migrate(url, () => undefined, migration);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(readFileSync(join(folder, `${migration}.sql`), 'utf8'));
  await client.end();
  await migrate(url);

  const dataDir = mkdtempSync(join(tmpdir(), 'dotbridge-in-flight-'));
  writeFileSync(
    join(dataDir, 'sandbox.db'),
    gunzipSync(readFileSync(join(folder, `${migration}.sandbox.gz`))),
  );
  const simulator = await startSimulator({
    dataDir,
    settings: {
      importSeconds: 0,
      deletionSeconds: 0,
      insightSeconds: 0,
      enrolmentSeconds: 0,
      sendSeconds: 0,
    },
  });
  const db = openDb(url, { poolSize: 5 });
  onTestFinished(async () => {
    await db.close();
    await server.stop();
    await simulator.close();
    await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.end();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await db.pool.query('UPDATE integrations SET api_endpoint = $1', [simulator.url]);
  const clock = { now: new Date() };
  const base = await testContext({ dotdigitalUrl: simulator.url, now: () => new Date(clock.now) });
  const server = await startMailServer();
  const ctx: FlowContext = { ...base, db, config: { ...base.config, mail: server.mail } };
  const control = async <T>(path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${simulator.url}/_control${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return (await answer.json()) as T;
  };
  const pass = async (ms: number): Promise<void> => {
    clock.now = new Date(clock.now.getTime() + ms);
    await control('/clock', { now: clock.now.toISOString() });
  };
  await pass(2 * dayMs);
  return { ctx, control, pass };
}
export type Restored = Awaited<ReturnType<typeof restoreInFlight>>;
