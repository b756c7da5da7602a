import { createLogger } from '@/lib/logger';
import { fenced, keepLease, LeaseLost, openDb, Prisma, takeLease } from '@/lib/db';
import { numbered } from './test-lease-rules';

/** A process that takes row 1, then writes and writes until it has lost it; ended with 3 then. For a test that freezes it. */
const db = openDb(process.env.DATABASE_URL ?? '');
const taken = await takeLease(db.prisma, numbered, { row: Prisma.sql`id = 1` });
if (!taken) process.exit(1);
const ctx = { db, log: createLogger('silent'), signal: new AbortController().signal };
await keepLease(ctx, numbered, taken.lease, async ({ signal }) => {
  for (;;) {
    try {
      signal.throwIfAborted();
      await fenced(db, numbered, taken.lease, async (tx) => {
        await tx.$executeRaw`UPDATE lease_numbered SET written = written + 1 WHERE id = 1`;
        await tx.$executeRaw`UPDATE lease_numbered SET written = written + 1 WHERE id = 1`;
      });
    } catch (error) {
      if (error instanceof LeaseLost) process.exit(3);
    }
  }
});
