import { onTestFinished } from 'vitest';
import { openDb } from '@/lib/db';
import { startCuttingProxy } from './test-cutting-proxy';
import { testDatabase } from './test-database';

/** The test's database as a program has it that can be killed at any statement; both end with the test. */
export async function cutOffDb(poolSize = 5) {
  const proxy = await startCuttingProxy(testDatabase());
  const db = openDb(proxy.url, { poolSize });
  onTestFinished(async () => {
    await db.close();
    proxy.close();
  });
  return { proxy, db };
}
