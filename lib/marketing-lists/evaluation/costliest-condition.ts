import type { CrmEntity } from '@/lib/crm/schemas';
import { type Attempt, Prisma } from '@/lib/db';
import { compileParts, livingRecords, type ReadableFilter } from '@/lib/filters';
import type { FilterPath } from '@/lib/filters/schemas';
import { sampled } from './sample-records';

const eachMs = 300;
const maxMeasured = 12;

/** Which condition alone takes longest, each measured on a small sample as the planner would run it; null: none stands out. */
export async function costliestCondition(
  attempt: Attempt,
  entity: CrmEntity,
  filter: ReadableFilter,
): Promise<FilterPath | null> {
  const conditions = compileParts(filter.root, filter.frame)
    .filter(({ kind }) => kind === 'condition')
    .slice(0, maxMeasured);
  const ask = (condition: Prisma.Sql) =>
    attempt(
      eachMs,
      Prisma.sql`SELECT count(*) FROM ${sampled(0.2)} WHERE ${livingRecords(entity)} AND ${condition}`,
    );
  // Whoever is asked first would pay for what the others find read.
  await ask(Prisma.sql`TRUE`);
  const measure = async (condition: Prisma.Sql): Promise<number> => {
    const began = performance.now();
    return (await ask(condition)) === null ? Infinity : performance.now() - began;
  };
  let worst: { path: FilterPath; took: number } | null = null;
  for (const { path, sql } of conditions) {
    // A moment in which others have the processor is not the condition's.
    const took = Math.min(await measure(sql), await measure(sql));
    if (worst === null || took > worst.took) worst = { path, took };
  }
  return worst?.path ?? null;
}
