import { Prisma } from './generated/client';
import type { Db } from './open';

/** A table of fewer pages is looked through in no time. */
const pagesThatMatter = 100;

/**
 * Counts those of `tables` that nobody has counted yet, or of which the planner believes that hardly a page holds a row: autovacuum counts them while
 * others fill them, and what isn't committed yet is not there for it but for its pages. Until it comes (again), a minute later, one such table may be looked
 * through for each row of another one.
 */
export async function keepStatisticsTrue({ prisma }: Db, tables: readonly string[]): Promise<void> {
  const wrong = await prisma.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE oid = ANY(${[...tables]}::text[]::regclass[])
      AND reltuples < pg_relation_size(oid) / current_setting('block_size')::int
      AND pg_relation_size(oid) >= ${pagesThatMatter} * current_setting('block_size')::bigint`;
  for (const { name } of wrong) await prisma.$executeRaw`ANALYZE ${Prisma.raw(name)}`;
}
