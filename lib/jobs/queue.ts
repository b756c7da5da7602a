import PgBoss from 'pg-boss';
import type { Db } from '../db';
import type { Logger } from '../logger';
import { jobs } from './registry';
import { sliceSeconds } from './run-job';

/** A killed worker's job frees its place after this (P6); the due scan doesn't wait for it. */
const expireInSeconds = sliceSeconds * 3;

type QueueOptions = {
  /** A worker keeps house (expiry, archive); web only books jobs. */
  supervise: boolean;
};

/**
 * The queue over our own pool. `short`: one waiting job per key. No retries: jobs are wake-up calls,
 * and the due scan finds whatever is not done again (P3 to P5).
 */
export async function openQueue(db: Db, log: Logger, options: QueueOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => ({ rows: (await db.pool.query(text, values)).rows }) },
    schedule: false,
    supervise: options.supervise,
    maintenanceIntervalSeconds: 10,
    archiveCompletedAfterSeconds: 60 * 60,
    deleteAfterDays: 3,
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue error'));
  await boss.start();
  await oneAtATime(db, async () => {
    for (const { name } of jobs) {
      const queue = { name, policy: 'short', retryLimit: 0, expireInSeconds } as const;
      await boss.createQueue(name, queue);
    }
  });
  return boss;
}

/** Web and worker begin at the same moment, and two that create one queue lock each other out (deadlock, pg-boss 10.4.2). */
async function oneAtATime(db: Db, run: () => Promise<void>): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(7269740612)');
    await run();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
