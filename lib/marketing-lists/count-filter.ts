import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { readFilter } from './read-filter';
import { runRead, type Ask } from './run-read';
import type { CountFilter, FilterCount, SamplePerson } from './schemas';

const timeoutMs = 30_000;
const tooSlow =
  'Counting took over 30 s and was stopped. Make the filter narrower: “contains” and “any campaign” cost most. Saving works, the list is evaluated with more time.';

/** How many people the filter means now, with a few of them. Stops inside PostgreSQL when the signal fires. */
export async function countFilter(ctx: Context, input: CountFilter, signal?: AbortSignal): Promise<FilterCount> {
  permit(ctx, 'lists.read');
  const began = performance.now();
  const filter = await readFilter(ctx, input.entity, input.filter);
  if (!filter.ok) return { count: null, milliseconds: 0, sample: [], sentence: null, problems: filter.problems };
  const { count, sample } = await runRead(ctx, { signal, timeoutMs, tooSlow }, async (ask) => {
    const [row] = await ask<{ count: string }>(Prisma.sql`SELECT count(*) AS count FROM crm_records r WHERE ${filter.where}`);
    const total = Number(row?.count ?? 0);
    return { count: total, sample: total === 0 ? [] : await samplePeople(ask, filter.where) };
  });
  return { count, milliseconds: Math.round(performance.now() - began), sample, sentence: filter.sentence, problems: [] };
}

/** The first few people of a filter, oldest record first: the same ones each time. */
export async function sampleFilter(ctx: Context, input: CountFilter & { entity: CrmEntity }, signal?: AbortSignal): Promise<SamplePerson[]> {
  permit(ctx, 'lists.read');
  const filter = await readFilter(ctx, input.entity, input.filter);
  if (!filter.ok) return [];
  return runRead(ctx, { signal, timeoutMs, tooSlow }, (ask) => samplePeople(ask, filter.where));
}

export const samplePeople = (ask: Ask, where: Prisma.Sql, most = 5): Promise<SamplePerson[]> =>
  ask<SamplePerson>(Prisma.sql`
    SELECT r.id::text AS id, ${personName} AS name, r.email AS email, r.city AS city
    FROM crm_records r WHERE ${where} ORDER BY r.id LIMIT ${most}::int`);

/** What a record is called on a list: name, else address, else its number. */
export const personName = Prisma.sql`coalesce(nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), ''), r.email, '#' || r.id)`;
