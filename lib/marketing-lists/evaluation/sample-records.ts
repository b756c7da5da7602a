import { statsJoin } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { type Attempt, type PlannerSettings, Prisma } from '@/lib/db';
import { compileFilter, countEach, livingRecords, type PlacedSql, type ReadableFilter } from '@/lib/filters';
import { personColumns } from '../members/person-sql';
import type { Accuracy, PartSize, SamplePerson } from '../schemas';

const { sql } = Prisma;

/** Some of the records of an entity, and what a figure over them is multiplied by. */
type Draw = { from: Prisma.Sql; scale: Prisma.Sql; exact: boolean };
/** A thin draw, whose time tells which of the thicker ones can still be looked at; `size` says how much work each is. */
type Draws = { sizes: readonly [thin: number, ...thicker: number[]]; of: (size: number) => Draw };

/** Blocks of the table picked by a fixed draw, in percent. */
const drawn = (percent: number): Prisma.Sql =>
  sql`crm_records r TABLESAMPLE SYSTEM (${percent}::real) REPEATABLE (1)`;
export const sampled = (percent: number): Prisma.Sql => sql`${drawn(percent)} ${statsJoin}`;

/** All blocks over those that the draw took, which is near the percentage but not it; null where it took none. */
const blockScale = (percent: number): Prisma.Sql => sql`(
  SELECT (pg_relation_size('crm_records') / current_setting('block_size')::int)::float8 / nullif(count(DISTINCT (r.ctid::text::point)[0]), 0) FROM ${drawn(percent)})`;

const blocks: Draws = {
  sizes: [0.1, 2, 1, 0.5],
  of: (percent) => ({ from: sampled(percent), scale: blockScale(percent), exact: false }),
};

/** Up to `few` of an entity are drawn one by one, by their numbers: blocks of the whole table may hold none of them. */
type Sampling = { limitMs: number; few: number };

/** Of a few records some hundreds by a fixed draw; all of them is no estimate any more. */
function oneByOne(count: number): Draws {
  const thin = Math.min(250, count);
  const everyone = { from: sql`crm_records r ${statsJoin}`, scale: sql`1::float8`, exact: true };
  const some = (size: number): Draw => ({
    from: sql`(SELECT * FROM crm_records WHERE abs(hashint8(id)::bigint) % ${count}::bigint < ${size}::bigint) r ${statsJoin}`,
    scale: sql`(${count}::float8 / ${size}::float8)`,
    exact: false,
  });
  return {
    sizes: [thin, ...[count, 10_000, 2_500, 1_000].filter((size) => size > thin && size <= count)],
    of: (size) => (size === count ? everyone : some(size)),
  };
}

/**
 * Few people are looked at, so what belongs to each is looked up by index: work in step with the sample, whatever else there is.
 * That is also why the conditions stand where a value is asked for: in a WHERE the planner may turn them into joins, and with
 * more memory it would rather gather everyone's orders first.
 */
const perPerson: PlannerSettings = {
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_seqscan: 'off',
  random_page_cost: 1,
  max_parallel_workers_per_gather: 0,
  work_mem: 64,
};

/** Up to `few` living records, and how many; null: more, or it took too long to say. */
async function countFew(
  attempt: Attempt,
  entity: CrmEntity,
  { limitMs, few }: Sampling,
): Promise<number | null> {
  const rows = await attempt<{ count: string }>(
    limitMs,
    sql`SELECT count(*) AS count FROM (SELECT 1 FROM crm_records r WHERE ${livingRecords(entity)} LIMIT ${few + 1}::int) found`,
    perPerson,
  );
  const count = Number(rows?.[0]?.count ?? Infinity);
  return count > few ? null : count;
}

/** Whether the entity has so few records that its figures are never estimates. */
export const isOfFew = async (attempt: Attempt, entity: CrmEntity, sampling: Sampling): Promise<boolean> =>
  (await countFew(attempt, entity, sampling)) !== null;

async function drawsOf(attempt: Attempt, entity: CrmEntity, { limitMs, few }: Sampling): Promise<Draws> {
  const count = await countFew(attempt, entity, { limitMs: limitMs / 4, few });
  return count === null ? blocks : oneByOne(count);
}

/** The rows of the thickest draw that the time is enough for; null: not even the thin one was, or it took nobody. */
async function askSample<Row extends { scale: number | null }>(
  attempt: Attempt,
  entity: CrmEntity,
  sampling: Sampling,
  question: (draw: Draw) => Prisma.Sql,
): Promise<{ rows: Row[]; scale: number; exact: boolean } | null> {
  const began = performance.now();
  const left = (): number => sampling.limitMs - (performance.now() - began);
  const {
    sizes: [thin, ...thicker],
    of,
  } = await drawsOf(attempt, entity, sampling);
  const asked = performance.now();
  const first = await attempt<Row>(left(), question(of(thin)), perPerson);
  if (first === null) return null;
  const took = performance.now() - asked;
  // What a question costs whatever its size makes the thin one look dearer: the thinnest of the others is worth the rest of the time.
  const size = thicker.find((one) => (took * one) / thin < left() * 0.8) ?? thicker.at(-1);
  const second = size === undefined ? null : await attempt<Row>(left(), question(of(size)), perPerson);
  const [rows, looked] = second === null || size === undefined ? [first, thin] : [second, size];
  const scale = rows[0]?.scale ?? null;
  return scale === null ? null : { rows, scale, exact: of(looked).exact };
}

type Hit = { hits: string; scale: number | null } & { [key in keyof SamplePerson]: SamplePerson[key] | null };
export type Estimate = { count: number; under: number | null; accuracy: Accuracy; people: SamplePerson[] };

/** About how many the filter means, exactly where there are few to ask, and a few of them that are `visible`; null: not even a thin sample could be counted in time, or nobody was in it. */
export async function estimateBySample(
  attempt: Attempt,
  entity: CrmEntity,
  filter: ReadableFilter,
  { visible, ...sampling }: Sampling & { visible: Prisma.Sql },
): Promise<Estimate | null> {
  const answer = await askSample<Hit>(
    attempt,
    entity,
    sampling,
    ({ from, scale }) => sql`
    WITH looked_at AS MATERIALIZED (
      SELECT r.id, ${visible} AS shown, ${compileFilter(filter.root, filter.frame)} AS holds FROM ${from} WHERE ${livingRecords(entity)})
    SELECT counted.hits, counted.scale, ${personColumns}
    FROM (SELECT count(*) FILTER (WHERE holds) AS hits, ${scale} AS scale FROM looked_at) counted
    LEFT JOIN (SELECT id FROM looked_at WHERE holds AND shown ORDER BY id LIMIT 5) found ON TRUE LEFT JOIN crm_records r ON r.id = found.id ORDER BY r.id`,
  );
  const first = answer?.rows[0];
  if (!answer || !first) return null;
  const people = answer.rows.flatMap(({ id, name, email, city }) =>
    id === null || name === null ? [] : [{ id, name, email, city }],
  );
  return {
    ...figure(Number(first.hits), answer.scale, answer.exact),
    accuracy: answer.exact ? 'exact' : 'estimate',
    people,
  };
}

/** About how many each part means by itself; empty where that would have taken too long. */
export async function sampledPerPart(
  attempt: Attempt,
  entity: CrmEntity,
  parts: readonly PlacedSql[],
  sampling: Sampling,
): Promise<{ sizes: PartSize[]; sizesAccuracy: Accuracy }> {
  const answer = await askSample<{ scale: number | null } & Record<string, string | number>>(
    attempt,
    entity,
    sampling,
    ({ from, scale }) =>
      sql`SELECT ${scale} AS scale, ${countEach(parts)} FROM ${from} WHERE ${livingRecords(entity)}`,
  );
  const row = answer?.rows[0];
  if (!answer || !row) return { sizes: [], sizesAccuracy: 'estimate' };
  return {
    sizes: parts.map(({ path }, n) => ({
      path,
      ...figure(Number(row[`c${n}`] ?? 0), answer.scale, answer.exact),
    })),
    sizesAccuracy: answer.exact ? 'exact' : 'estimate',
  };
}

/** A sample that found nobody says only that there are few: in 19 of 20 such draws fewer than three times what one hit stands for. */
function figure(hits: number, scale: number, exact: boolean): { count: number; under: number | null } {
  if (exact) return { count: hits, under: null };
  return {
    count: twoFigures(hits * scale, Math.round),
    under: hits === 0 ? twoFigures(3 * scale, Math.ceil) : null,
  };
}

/** Two figures are all that an estimate is good for. */
function twoFigures(count: number, round: (n: number) => number): number {
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return round(count / 10 ** digits) * 10 ** digits;
}
