import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from '@/lib/context';
import { openDb } from '@/lib/db';
import { seedMillions } from '@/prisma/seed/millions';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { benchContext } from './bench-context';

export type BigWorld = { ctx: Context; url: string; people: number; orders: number; activities: number };

type Options = {
  /** Where --people doesn't say. */
  people?: number;
  campaigns?: number;
  /** Into the empty database, before its people. */
  before?: (ctx: Context) => Promise<unknown>;
};

const given = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;

/**
 * A million customers with three million orders and five million activities (--people N: so many, the rest in step), on a server
 * of its own with the product's settings. --keep FOLDER leaves the cluster there and finds it again, seeded, the next time.
 */
export async function withBigWorld(
  work: (world: BigWorld) => Promise<void>,
  { people: usual = 1_000_000, campaigns, before }: Options = {},
): Promise<void> {
  const people = Number(given('--people') ?? 0) || usual;
  const keep = given('--keep');
  const folder = keep === undefined ? mkdtempSync(join(tmpdir(), 'dotbridge-bench-')) : resolve(keep);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  try {
    await migrate(server.url());
    const db = openDb(server.url(), { poolSize: 4 });
    const { rows } = await db.pool.query<{ count: string }>('SELECT count(*) FROM crm_records');
    const ctx = benchContext(db);
    if (rows[0]?.count === '0') {
      await before?.(ctx);
      await seedMillions(
        db.pool,
        { contacts: people, customers: people, orders: 3 * people, activities: 5 * people, campaigns },
        (step) => console.log(`seed: ${step}`),
      );
    }
    await work({ ctx, url: server.url(), people, orders: 3 * people, activities: 5 * people });
    await db.close();
  } finally {
    await server.stop();
    if (keep === undefined) {
      await deleteEmbeddedPostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

export type Timed<T> = { ms: number; value: T };

export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
export const tenth = (value: number): number => Math.round(value * 10) / 10;
export const hundredth = (value: number): number => Math.round(value * 100) / 100;
