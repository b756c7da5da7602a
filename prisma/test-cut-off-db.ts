import { onTestFinished } from 'vitest';
import { openDb } from '@/lib/db';
import { type Cut, startCuttingProxy } from './test-cutting-proxy';
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

const begins = /^begin\b/i;

/**
 * Where being killed leaves something else than at the place before. Inside a transaction nothing is stored before its end; what a
 * connection is told of itself stays with it; behind what only reads all is as it was in front of it.
 */
const isPlace: Record<Cut['when'], Cut['at']> = {
  before: (statement, [first = '']) =>
    begins.test(first) ? /^(begin|commit)\b/i.test(statement) : !/^set\b/i.test(statement),
  after: (statement, [first = '']) =>
    begins.test(first) ? /^commit\b/i.test(statement) : !/^(set|select)\b/i.test(statement),
};

type Killed = (work: () => Promise<unknown>) => Promise<void>;

/**
 * Plays again and again, what is `killed` in it one place further each time, until it comes to its end alive. Tells how often it didn't.
 * `every`: of so many places one, another one before than after.
 */
export async function atEveryPlace(
  { arm, heal }: Awaited<ReturnType<typeof startCuttingProxy>>,
  play: (name: string, killed: Killed) => Promise<void>,
  { every = 1 }: { every?: number } = {},
): Promise<number> {
  let kills = 0;
  for (const when of ['before', 'after'] as const)
    for (let n = when === 'before' ? 1 : every; ; n += every) {
      let wasCut = false;
      await play(`${when}${n}`, async (work) => {
        let seen = 0;
        arm({
          when,
          at: (statement, transaction) => isPlace[when](statement, transaction) && (seen += 1) === n,
        });
        await work();
        wasCut = heal();
      });
      if (!wasCut) break;
      kills += 1;
    }
  return kills;
}
