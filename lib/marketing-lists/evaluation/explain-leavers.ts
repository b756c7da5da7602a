import type { Context } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import { Prisma, runRead, type Ask } from '@/lib/db';
import { compileParts, readFilter, type ReadableFilter } from '@/lib/filters';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import type { LeaverCause, LeaverCauses } from '../schemas';
import { decidingRule, explainRules } from './judge-records';

const { sql } = Prisma;
const tooSlow = 'Working out why they leave took over 20 s and was stopped. Nothing was changed.';

/**
 * Why people are no longer on a list, in numbers: by the condition that keeps each out now, and by what changed before it did. `people` are
 * their records, as a SELECT of one column.
 */
export async function explainLeavers(
  ctx: Context,
  input: { listId: string; people: Prisma.Sql },
): Promise<LeaverCauses> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.listId));
  const filter =
    list.type === 'manual'
      ? null
      : await readFilter(ctx, list.entity, list.filter, { listId: list.id, everyList: true });
  return runRead(ctx, { timeoutMs: 20_000, tooSlow }, async (ask) => ({
    conditions: [
      ...(filter?.ok ? await countConditions(ask, filter, input.people) : []),
      ...(await countMarks(ask, list.id, input.people)),
    ].sort(byCount),
    changes: (await countChanges(ask, list.id, input.people)).sort(byCount),
  }));
}

const byCount = (a: LeaverCause, b: LeaverCause): number => b.count - a.count;

/** Living records that the filter doesn't match, by the first condition that decides. Whoever fails the same parts is counted in one. */
async function countConditions(ask: Ask, filter: ReadableFilter, people: Prisma.Sql): Promise<LeaverCause[]> {
  const parts = compileParts(filter.root, filter.frame);
  if (parts.length === 0) return [];
  const rows = await ask<{ holds: boolean[]; count: number }>(sql`
    SELECT ARRAY[${Prisma.join(parts.map((part) => part.sql))}]::boolean[] AS holds, count(*)::int AS count
    FROM ${recordSource} WHERE r.id IN (${people}) AND r.deleted_at IS NULL GROUP BY 1`);
  const counts = new Map<string, number>();
  for (const { holds, count } of rows) {
    const judged = new Map(parts.map(({ path }, n) => [path.join('.'), holds[n] === true]));
    const whole = explainRules(filter, { holds: judged, values: new Map() });
    const rule = whole.holds ? null : decidingRule(whole);
    if (!rule) continue;
    const words = `no longer ${rule.not ? `without ${rule.words}` : rule.words}`;
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  return [...counts].map(([words, count]) => ({ words, count }));
}

async function countMarks(ask: Ask, listId: bigint, people: Prisma.Sql): Promise<LeaverCause[]> {
  const rows = await ask<{ words: string; count: number }>(sql`
    SELECT CASE WHEN r.id IS NULL OR r.deleted_at IS NOT NULL THEN 'deleted'
        WHEN i.removed_at IS NOT NULL THEN 'removed by hand' ELSE 'taken off by their own wish' END AS words, count(*)::int AS count
    FROM (${people}) AS p(id)
    LEFT JOIN crm_records r ON r.id = p.id
    LEFT JOIN list_items i ON i.list_id = ${listId} AND i.record_id = p.id
    WHERE r.id IS NULL OR r.deleted_at IS NOT NULL OR i.removed_at IS NOT NULL OR i.unsubscribed_at IS NOT NULL
    GROUP BY 1`);
  return rows;
}

type Change = { cause: string; origin: string | null; file: string | null; count: number };

/** What was told of each when they left the list; where it was their data, who changed it last. */
async function countChanges(ask: Ask, listId: bigint, people: Prisma.Sql): Promise<LeaverCause[]> {
  const rows = await ask<Change>(sql`
    SELECT e.cause, change.origin, f.file_name AS file, count(*)::int AS count
    FROM (${people}) AS p(id)
    JOIN LATERAL (
      SELECT x.cause FROM list_events x WHERE x.list_id = ${listId} AND x.record_id = p.id AND x.kind = 'left' ORDER BY x.id DESC LIMIT 1) e ON TRUE
    LEFT JOIN LATERAL (
      SELECT x.origin, x.cause_id FROM record_changes x WHERE e.cause = 'data changed' AND x.record_id = p.id ORDER BY x.id DESC LIMIT 1) change ON TRUE
    LEFT JOIN csv_imports f ON change.origin = 'csv' AND f.id::text = change.cause_id
    GROUP BY 1, 2, 3`);
  return rows.map(({ count, ...change }) => ({ count, words: changeWords(change) }));
}

function changeWords({ cause, origin, file }: Omit<Change, 'count'>): string {
  if (cause !== 'data changed') return causeWords[cause] ?? cause;
  if (origin === 'csv') return file === null ? 'by an import' : `by the import ${file}`;
  return (origin !== null && originWords[origin]) || 'their data changed';
}

const causeWords: Record<string, string> = {
  'filter changed': 'the list’s filter was changed',
  'record deleted': 'the records were deleted',
  'time zone changed': 'the list’s time zone was changed',
};
const originWords: Record<string, string> = {
  person: 'people changed their data here',
  rest: 'other systems changed their data by the API',
  dotdigital: 'their data changed at Dotdigital',
};
