import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { readMigrations } from '@/scripts/database/schema-engine';
import { dumpRows } from './dump-rows';
import { missingOf, readStates } from './read-states';
import { seedInFlight } from '../seed/in-flight/seed-in-flight';

test('what is under way in every state of this schema is kept under the name of its last migration', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dotbridge-in-flight-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { ctx, close } = await seedInFlight(dataDir);
  const { all, there } = await readStates(ctx.db.pool);
  expect(missingOf(all, [there])).toEqual([]);
  await close();
  const sandbox = join(dataDir, 'sandbox.db');
  bringIn(sandbox);
  const name = readMigrations().migrationDirectories.at(-1)?.path ?? '';
  writeFileSync(join(import.meta.dirname, `${name}.sql`), await dumpRows(ctx.db.pool));
  writeFileSync(
    join(import.meta.dirname, `${name}.sandbox.gz`),
    gzipSync(readFileSync(sandbox), { level: 9 }),
  );
});

/** What still stands in the log beside the file. */
function bringIn(file: string): void {
  const db = new Database(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
