import { visibleRecords, type Context } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import { type Attempt, Prisma, runRead } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { compileParts, countEach, livingRecords, type ReadableFilter, readDefinition } from '@/lib/filters';
import type { FilterPath } from '@/lib/filters/schemas';
import { costliestCondition } from './costliest-condition';
import { personColumns } from '../members/person-sql';
import { estimateBySample, isOfFew, sampledPerPart } from './sample-records';
import { CountFilter, type CountFilterInput, type FilterCount, type SamplePerson } from '../schemas';

const { sql } = Prisma;

/**
 * The first answer stands within a second: `quickCountMs` of it for the figure itself, the rest for everything else; the exact one
 * within 30, and where it isn't, `insteadMs` go to an estimate. An entity of up to `few` records is drawn from one by one.
 */
export const countLimits = {
  quickMs: 850,
  quickCountMs: 450,
  exactMs: 30_000,
  insteadMs: 2_000,
  few: 100_000,
};
const fastMs = 120;
/** Where reading the filter took most of the time (thousands of pasted values in a process that has just begun), a sample still has this. */
const leastForSampleMs = 200;
const maxSizes = 40;

type Asked = {
  visible: Prisma.Sql;
  entity: CountFilter['entity'];
  filter: ReadableFilter;
  began: number;
  limits: typeof countLimits;
};
type Answer = Omit<FilterCount, 'sentence' | 'problems' | 'milliseconds'>;

/**
 * How many people the filter means now, with a few of them and the size of each part. Without `exact` it answers within
 * a second: the figure itself, or an estimate that says so; with it the figure, or what made it take over 30 s.
 * Stops inside PostgreSQL when the signal fires.
 */
export async function countFilter(
  ctx: Context,
  input: CountFilterInput,
  signal?: AbortSignal,
  limits = countLimits,
): Promise<FilterCount> {
  permit(ctx, 'lists.write');
  const began = performance.now();
  const { entity, listId, timeZone, exact, filter: definition } = CountFilter.parse(input);
  const filter = await readDefinition(ctx, entity, definition, {
    listId: listId === null ? null : BigInt(listId),
    timeZone,
  });
  if (!filter.ok) return { ...nothing, milliseconds: 0, sentence: null, problems: filter.problems };
  const asked = { entity, filter, began, limits, visible: visibleRecords(ctx) };
  const answer = await runRead(
    ctx,
    { signal, timeoutMs: limits.exactMs, tooSlow: stoppedMessage(null), settings: filter.settings },
    (_ask, attempt) => (exact ? countExactly(attempt, asked) : countQuickly(attempt, asked)),
  );
  return {
    ...answer,
    milliseconds: Math.round(performance.now() - began),
    sentence: filter.sentence,
    problems: [],
  };
}

const nothing: Answer = {
  count: null,
  accuracy: 'exact',
  under: null,
  sample: [],
  sizes: [],
  sizesAccuracy: 'exact',
  stopped: null,
};

async function countQuickly(attempt: Attempt, asked: Asked): Promise<Answer> {
  const left = (): number => asked.limits.quickMs - (performance.now() - asked.began);
  const count =
    left() < leastForSampleMs
      ? null
      : await countAll(attempt, asked, Math.min(asked.limits.quickCountMs, left() * 0.55));
  const took = performance.now() - asked.began;
  if (count === null) {
    return estimated(attempt, asked, Math.max(left(), leastForSampleMs));
  }
  const sample = count === 0 ? [] : await samplePeople(attempt, asked, left() / 2);
  return { ...nothing, count, sample, ...(await sizesOf(attempt, asked, { count, took, limitMs: left() })) };
}

async function countExactly(attempt: Attempt, asked: Asked): Promise<Answer> {
  const count = await countAll(attempt, asked, asked.limits.exactMs);
  if (count === null) {
    const path = await costliestCondition(attempt, asked.entity, asked.filter);
    const answer = await estimated(attempt, asked, asked.limits.insteadMs);
    return answer.accuracy === 'exact'
      ? answer
      : { ...answer, stopped: { path, message: stoppedMessage(path) } };
  }
  const took = performance.now() - asked.began;
  return {
    ...nothing,
    count,
    sample: count === 0 ? [] : await samplePeople(attempt, asked, 1_000),
    ...(await sizesOf(attempt, asked, { count, took, limitMs: 1_500, fewMs: asked.limits.exactMs - took })),
  };
}

async function estimated(
  attempt: Attempt,
  { entity, filter, visible, limits: { few } }: Asked,
  limitMs: number,
): Promise<Answer> {
  const estimate = await estimateBySample(attempt, entity, filter, { limitMs, few, visible });
  if (!estimate) return { ...nothing, accuracy: 'estimate' };
  const { people, ...figure } = estimate;
  return { ...nothing, ...figure, sample: people };
}

async function countAll(attempt: Attempt, { filter }: Asked, limitMs: number): Promise<number | null> {
  const rows = await attempt<{ count: string }>(
    limitMs,
    sql`SELECT count(*) AS count FROM ${recordSource} WHERE ${filter.where}`,
  );
  return rows === null ? null : Number(rows[0]?.count ?? 0);
}

type SizesAsked = {
  /** What the whole filter means. */
  count: number;
  took: number;
  limitMs: number;
  /** How long each of few records may be looked at; as long as everything else where it isn't given. */
  fewMs?: number;
};
type Sizes = Pick<Answer, 'sizes' | 'sizesAccuracy'>;

/**
 * One condition alone is the whole filter, and has its number. Else in one pass over the records: of an entity with up to `few` of them
 * always, so that no place says "about" beside an exact whole (none is told yet where the time isn't enough), of a larger one where that is quick; else over
 * the sample.
 */
export async function sizesOf(
  attempt: Attempt,
  asked: Pick<Asked, 'entity' | 'filter' | 'limits'>,
  given: SizesAsked,
): Promise<Sizes> {
  const { entity, filter, limits } = asked;
  const { count, took, limitMs, fewMs = limitMs } = given;
  const parts = compileParts(filter.root, filter.frame);
  if (isOneCondition(filter)) return exactSizes([{ path: [0], count }]);
  if (parts.length === 0 || parts.length > maxSizes || limitMs < 20) return exactSizes([]);
  const few = await isOfFew(attempt, entity, { limitMs: limitMs / 4, few: limits.few });
  if (few || took < fastMs) {
    const rows = await attempt<Record<string, string>>(
      few ? fewMs : limitMs * 0.6,
      sql`SELECT ${countEach(parts)} FROM ${recordSource} WHERE ${livingRecords(entity)}`,
    );
    if (rows !== null)
      return exactSizes(parts.map(({ path }, n) => ({ path, count: Number(rows[0]?.[`c${n}`] ?? 0) })));
    if (few) return { sizes: [], sizesAccuracy: 'estimate' };
  }
  return sampledPerPart(attempt, entity, parts, { limitMs: limitMs * 0.4, few: limits.few });
}

const exactSizes = (sizes: { path: FilterPath; count: number }[]): Sizes => ({
  sizes: sizes.map((size) => ({ ...size, under: null })),
  sizesAccuracy: 'exact',
});

const isOneCondition = ({ root }: ReadableFilter): boolean => {
  const [only, ...others] = root.rules;
  return root.combinator !== 'none' && others.length === 0 && only?.kind === 'condition' && only.not !== true;
};

/** The first few people of a filter whom whoever asks may see, oldest record first: the same ones each time; none where finding them takes long. */
const samplePeople = async (
  attempt: Attempt,
  { filter, visible }: Asked,
  limitMs: number,
): Promise<SamplePerson[]> =>
  (await attempt<SamplePerson>(
    limitMs,
    sql`SELECT ${personColumns} FROM ${recordSource} WHERE ${filter.where} AND ${visible} ORDER BY r.id LIMIT 5`,
  )) ?? [];

function stoppedMessage(path: readonly number[] | null): string {
  const which =
    path === null
      ? '“contains” and “any campaign” cost most'
      : `condition ${path.map((step) => step + 1).join('.')} costs most`;
  return `Counting took over 30 s and was stopped: ${which}. Make it narrower. Saving works, the list is evaluated with more time.`;
}
