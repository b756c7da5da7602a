import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client';
import { maskedSchema, speakMasked } from './masked/speak-masked';

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
const prepare = (client: pg.ClientBase): Promise<void> =>
  client.query(`SET TIME ZONE 'UTC'`).then(() => endWithAsker(client));

/** One pool shared by Prisma and by plain SQL (COPY, cursors). */
export type Db = {
  prisma: PrismaClient;
  pool: pg.Pool;
  url: string;
  /** The same database for whoever reads people masked: connections of its own, opened when the first one comes. */
  masked(): Db;
  close(): Promise<void>;
};

type DbOptions = { poolSize?: number; applicationName?: string; masked?: true };

const maskedPoolSize = 5;

export function openDb(url: string, options: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    application_name: options.applicationName ?? 'dotbridge',
    // Asked for as it connects: a pooler that would hand the connection on to somebody else refuses, and mixes nothing up.
    ...(options.masked ? { options: `-c search_path=${maskedSchema},public` } : {}),
    onConnect: (client): unknown =>
      options.masked ? prepare(client).then(() => speakMasked(client)) : prepare(client),
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks in somebody's hands: whoever uses it is told by the statement that fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: patienceMs, timeout: 60_000 },
  });
  let sibling: Db | undefined;
  const db: Db = {
    prisma,
    pool,
    url,
    masked: () =>
      options.masked ? db : (sibling ??= openDb(url, { ...options, masked: true, poolSize: maskedPoolSize })),
    close: async () => {
      await sibling?.close();
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
  return db;
}
