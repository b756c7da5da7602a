import { statsJoin } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { countEach, type PlacedSql } from './compile-filter';
import type { FilterPath } from './filter-definition';
import { personColumns } from './person-sql';
import { livingRecords, type ReadableFilter } from './read-filter';
import type { Attempt, PlannerSettings } from './run-read';
import type { SamplePerson } from './schemas';

const { sql } = Prisma;

/** Every n-th block of the records, always the same ones; the thinner one where even that takes long. */
const thicknesses = [{ percent: 2, share: 0.6 }, { percent: 0.2, share: 0.3 }] as const;

export const sampled = (percent: number): Prisma.Sql => sql`crm_records r TABLESAMPLE SYSTEM (${percent}::real) REPEATABLE (1) ${statsJoin}`;

/** Few people are looked at, so what belongs to each is looked up by index: work in step with the sample, whatever else there is. */
export const perPerson: PlannerSettings = { enable_hashjoin: 'off', enable_mergejoin: 'off', enable_seqscan: 'off', random_page_cost: 1 };

/** About how many the filter means; null: not even the sample could be counted in time. */
export async function estimateBySample(attempt: Attempt, entity: CrmEntity, filter: ReadableFilter, limitMs: number): Promise<{ count: number; people: SamplePerson[] } | null> {
  for (const { percent, share } of thicknesses) {
    const rows = await attempt<SamplePerson & { all: string }>(
      limitMs * share,
      sql`SELECT ${personColumns}, count(*) OVER () AS all FROM ${sampled(percent)} WHERE ${filter.where} ORDER BY r.id LIMIT 5`,
      perPerson,
    );
    if (rows !== null) return { count: scaled(rows[0]?.all, percent), people: rows.map(({ all: _all, ...person }) => person) };
  }
  return null;
}

/** About how many each part means by itself; empty where that would have taken too long. */
export async function sampledPerPart(attempt: Attempt, entity: CrmEntity, parts: readonly PlacedSql[], limitMs: number): Promise<{ path: FilterPath; count: number }[]> {
  for (const { percent, share } of thicknesses) {
    const rows = await attempt<Record<string, string>>(limitMs * share, sql`SELECT ${countEach(parts)} FROM ${sampled(percent)} WHERE ${livingRecords(entity)}`, perPerson);
    if (rows !== null) return parts.map(({ path }, n) => ({ path, count: scaled(rows[0]?.[`c${n}`], percent) }));
  }
  return [];
}

/** Two figures are all that an estimate is good for. */
function scaled(hits: string | undefined, percent: number): number {
  const count = (Number(hits ?? 0) * 100) / percent;
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.round(count / 10 ** digits) * 10 ** digits;
}
