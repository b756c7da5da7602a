import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { compileConditions } from './compile-filter';
import { readFilter } from './read-filter';
import { isTimeout, runRead, type Ask } from './run-read';
import type { CountFilterInput, FilterCount, SamplePerson } from './schemas';

const timeoutMs = 30_000;
/** Where counting the whole was slow already, the parts are left out. */
const slowMs = 800;
const sizesTimeoutMs = 1_000;
const mostSizes = 40;
const tooSlow =
  'Counting took over 30 s and was stopped. Make the filter narrower: “contains” and “any campaign” cost most. Saving works, the list is evaluated with more time.';

/** How many people the filter means now, with a few of them. Stops inside PostgreSQL when the signal fires. */
export async function countFilter(ctx: Context, input: CountFilterInput, signal?: AbortSignal): Promise<FilterCount> {
  permit(ctx, 'lists.read');
  const began = performance.now();
  const filter = await readFilter(ctx, input.entity, input.filter);
  if (!filter.ok) return { ...nothing, count: null, milliseconds: 0, sample: [], sizes: [], sentence: null, problems: filter.problems };
  const answer = await runRead(ctx, { signal, timeoutMs, tooSlow }, async (ask) => {
    const [row] = await ask<{ count: string }>(Prisma.sql`SELECT count(*) AS count FROM crm_records r WHERE ${filter.where}`);
    const count = Number(row?.count ?? 0);
    const milliseconds = Math.round(performance.now() - began);
    const sample = count === 0 ? [] : await samplePeople(ask, filter.where);
    const sizes = milliseconds > slowMs ? [] : await sizesOf(ask, input.entity, compileConditions(filter.root, filter.frame));
    return { count, milliseconds, sample, sizes };
  });
  return { ...nothing, ...answer, sentence: filter.sentence, problems: [] };
}

const nothing = { accuracy: 'exact', sizesAccuracy: 'exact', stopped: null } as const;

/** In one pass over the records; not worth waiting long for. */
async function sizesOf(ask: Ask, entity: CrmEntity, conditions: ReturnType<typeof compileConditions>): Promise<FilterCount['sizes']> {
  if (conditions.length === 0 || conditions.length > mostSizes) return [];
  await ask(Prisma.sql`SELECT set_config('statement_timeout', ${String(sizesTimeoutMs)}::text, true)`);
  const counts = conditions.map(({ sql }, n) => Prisma.sql`count(*) FILTER (WHERE ${sql}) AS ${Prisma.raw(`c${n}`)}`);
  try {
    const [row] = await ask<Record<string, string>>(Prisma.sql`
      SELECT ${Prisma.join(counts)} FROM crm_records r WHERE r.entity = ${entity}::text::crm_entity AND r.deleted_at IS NULL`);
    return conditions.map(({ path }, n) => ({ path, count: Number(row?.[`c${n}`] ?? 0) }));
  } catch (error) {
    if (isTimeout(error)) return [];
    throw error;
  }
}

/** The first few people of a filter, oldest record first: the same ones each time. */
const samplePeople = (ask: Ask, where: Prisma.Sql, most = 5): Promise<SamplePerson[]> =>
  ask<SamplePerson>(Prisma.sql`
    SELECT r.id::text AS id, ${personName} AS name, r.email AS email, r.city AS city
    FROM crm_records r WHERE ${where} ORDER BY r.id LIMIT ${most}::int`);

/** What a record is called on a list: name, else address, else its number. */
export const personName = Prisma.sql`coalesce(nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), ''), r.email, '#' || r.id)`;
