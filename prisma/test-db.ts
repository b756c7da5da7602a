import { openDb, type Db } from '@/lib/db';
import { testDatabase } from './test-database';

let opened: Db | undefined;

/** One for all tests of a file: opening it and learning its first statements again is a tenth of a second's work. */
export function testDb(): Db {
  opened ??= openDb(testDatabase());
  return opened;
}

/** When a file ends: its database goes, and with it what was opened on it. */
export async function closeTestDbs(): Promise<void> {
  await Promise.all([opened?.close(), globalThis.dotbridgeDb?.close()]);
  opened = undefined;
  globalThis.dotbridgeDb = undefined;
}
