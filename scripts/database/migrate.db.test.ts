import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectFolder } from '../local/project';
import { readMigrations } from './schema-engine';

const { adminUrl } = inject('testServer');
const names = readMigrations().migrationDirectories.map((directory) => directory.path);

describe('migrating', () => {
  let admin: Client;

  beforeAll(async () => {
    admin = new Client({ connectionString: adminUrl });
    await admin.connect();
  });

  afterAll(() => admin.end());

  async function emptyDatabase(name: string): Promise<string> {
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.query(`CREATE DATABASE "${name}"`);
    return adminUrl.replace(/\/[^/]*$/, `/${name}`);
  }

  const machine = (databaseUrl: string) =>
    spawn(process.execPath, ['--import', 'tsx', 'scripts/migrate.ts'], {
      cwd: projectFolder,
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  async function history(databaseUrl: string): Promise<{ name: string; finished: boolean }[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ name: string; finished: boolean }>(
      'SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY started_at',
    );
    await client.end();
    return rows;
  }

  it('applies each migration once when several machines begin at the same moment', async () => {
    const databaseUrl = await emptyDatabase('migrate_together');
    const codes = await Promise.all(
      [1, 2, 3].map(async () => ((await once(machine(databaseUrl), 'exit')) as [number])[0]),
    );
    expect(codes).toEqual([0, 0, 0]);
    expect(await history(databaseUrl)).toEqual(names.map((name) => ({ name, finished: true })));
  });

  it('ends in the right schema after being killed at any moment', async () => {
    const databaseUrl = await emptyDatabase('migrate_killed');
    for (const milliseconds of [450, 550, 650, 750]) {
      const killed = machine(databaseUrl);
      await sleep(milliseconds);
      killed.kill('SIGKILL');
      if (killed.exitCode === null) await once(killed, 'exit');
    }
    const [code] = (await once(machine(databaseUrl), 'exit')) as [number];
    expect(code).toBe(0);
    expect(await history(databaseUrl)).toEqual(names.map((name) => ({ name, finished: true })));
  });
});
