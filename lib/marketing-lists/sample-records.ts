import { statsJoin } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { compileFilter, countEach, type PlacedSql } from './compile-filter';
import type { FilterPath } from './filter-definition';
import { personColumns } from './person-sql';
import { livingRecords, type ReadableFilter } from './read-filter';
import type { Attempt, PlannerSettings } from './run-read';
import type { SamplePerson } from './schemas';

const { sql } = Prisma;

/** Blocks of the records picked by a fixed draw: a thin one first, whose time tells which of the thicker ones can still be looked at. */
const thin = 0.1;
const thicker = [2, 1, 0.5] as const;

const drawn = (percent: number): Prisma.Sql => sql`crm_records r TABLESAMPLE SYSTEM (${percent}::real) REPEATABLE (1)`;
export const sampled = (percent: number): Prisma.Sql => sql`${drawn(percent)} ${statsJoin}`;

/** What a figure of the sample is multiplied by: all blocks over those that the draw took, which is near the percentage but not it. */
const scale = (percent: number): Prisma.Sql => sql`(
  SELECT (pg_relation_size('crm_records') / current_setting('block_size')::int)::float8 / greatest(count(DISTINCT (r.ctid::text::point)[0]), 1) FROM ${drawn(percent)})`;

/**
 * Few people are looked at, so what belongs to each is looked up by index: work in step with the sample, whatever else there is.
 * That is also why the conditions stand where a value is asked for: in a WHERE the planner may turn them into joins, and with
 * more memory it would rather gather everyone's orders first.
 */
const perPerson: PlannerSettings = {
  enable_hashjoin: 'off', enable_mergejoin: 'off', enable_seqscan: 'off', random_page_cost: 1, max_parallel_workers_per_gather: 0, work_mem: 64,
};

/** The rows of the thickest draw that the time is enough for; null: not even the thin one was. */
async function askSample<Row extends object>(attempt: Attempt, limitMs: number, question: (percent: number) => Prisma.Sql): Promise<Row[] | null> {
  const began = performance.now();
  const first = await attempt<Row>(limitMs, question(thin), perPerson);
  if (first === null) return null;
  const took = performance.now() - began;
  const left = limitMs - took;
  const percent = thicker.find((one) => (took * one) / thin < left * 0.8);
  return (percent === undefined ? null : await attempt<Row>(left, question(percent), perPerson)) ?? first;
}

type Hit = { hits: string; scale: number } & { [key in keyof SamplePerson]: SamplePerson[key] | null };

/** About how many the filter means; null: not even a thin sample could be counted in time. */
export async function estimateBySample(attempt: Attempt, entity: CrmEntity, filter: ReadableFilter, limitMs: number): Promise<{ count: number; people: SamplePerson[] } | null> {
  const rows = await askSample<Hit>(attempt, limitMs, (percent) => sql`
    WITH seen AS MATERIALIZED (SELECT r.id, ${compileFilter(filter.root, filter.frame)} AS holds FROM ${sampled(percent)} WHERE ${livingRecords(entity)})
    SELECT counted.hits, counted.scale, ${personColumns}
    FROM (SELECT count(*) FILTER (WHERE holds) AS hits, ${scale(percent)} AS scale FROM seen) counted
    LEFT JOIN (SELECT id FROM seen WHERE holds ORDER BY id LIMIT 5) found ON TRUE LEFT JOIN crm_records r ON r.id = found.id ORDER BY r.id`);
  const [first] = rows ?? [];
  if (!rows || !first) return null;
  const people = rows.flatMap(({ id, name, email, city }) => (id === null || name === null ? [] : [{ id, name, email, city }]));
  return { count: rounded(Number(first.hits) * first.scale), people };
}

/** About how many each part means by itself; empty where that would have taken too long. */
export async function sampledPerPart(attempt: Attempt, entity: CrmEntity, parts: readonly PlacedSql[], limitMs: number): Promise<{ path: FilterPath; count: number }[]> {
  const rows = await askSample<{ scale: number } & Record<string, string | number>>(
    attempt, limitMs, (percent) => sql`SELECT ${scale(percent)} AS scale, ${countEach(parts)} FROM ${sampled(percent)} WHERE ${livingRecords(entity)}`);
  const [row] = rows ?? [];
  return row ? parts.map(({ path }, n) => ({ path, count: rounded(Number(row[`c${n}`] ?? 0) * row.scale) })) : [];
}

/** Two figures are all that an estimate is good for. */
function rounded(count: number): number {
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.round(count / 10 ** digits) * 10 ** digits;
}
