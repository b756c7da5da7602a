import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client';

/** Whoever asks while all connections are taken waits in turn for this long: a busy machine makes people wait, it doesn't turn them away. */
const patienceMs = 30_000;

const nothing = (): void => undefined;

/**
 * A statement whose asker was killed ends too, and its locks with it: a long one would keep out whoever takes over. Not every system's
 * server can look; there it goes on to its end.
 */
const endWithAsker = (client: pg.ClientBase): Promise<void> =>
  client.query(`SET client_connection_check_interval = '5s'`).then(nothing, nothing);

/** What the pool waits for, though its types don't say so. Prisma takes every moment that it reads for one in UTC, whatever zone the server writes it in. */
const prepare = (client: pg.ClientBase): unknown =>
  client.query(`SET TIME ZONE 'UTC'`).then(() => endWithAsker(client));

/** One pool shared by Prisma and by plain SQL (COPY, cursors). */
export type Db = { prisma: PrismaClient; pool: pg.Pool; url: string; close(): Promise<void> };

export function openDb(url: string, options: { poolSize?: number; applicationName?: string } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    application_name: options.applicationName ?? 'dotbridge',
    onConnect: prepare,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks in somebody's hands: whoever uses it is told by the statement that fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: patienceMs, timeout: 60_000 },
  });
  return {
    prisma,
    pool,
    url,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
