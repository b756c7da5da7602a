import { Prisma } from './generated/client';
import type { Db } from './open';

/** A table of fewer pages is looked through in no time. */
const pagesThatMatter = 100;

/**
 * Counts those of `tables` anew of which the planner believes that hardly a page holds a row. Autovacuum counts them while others fill them, and what
 * isn't committed yet is not there for it but for its pages: until it comes again, a minute later, such a table is looked through for each row of another one.
 */
export async function keepStatisticsTrue({ prisma }: Db, tables: readonly string[]): Promise<void> {
  const wrong = await prisma.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE oid = ANY(${[...tables]}::text[]::regclass[]) AND relpages >= ${pagesThatMatter} AND reltuples < relpages`;
  for (const { name } of wrong) await prisma.$executeRaw`ANALYZE ${Prisma.raw(name)}`;
}
