import type { Context } from '../context';
import { type Prisma, type Tx } from '../db';
import { invalidInput } from '../errors';
import { permit } from '../permissions';
import { fetchList, lockList } from './internal';
import { problemWords, readFilter } from './read-filter';
import { isTimeout } from './run-read';
import type { EvaluationResult } from './schemas';

const evaluationTimeoutMs = 120_000;

type EvaluateContext = Pick<Context, 'actor' | 'db' | 'now' | 'log'>;
type EvaluateOptions = { timeoutMs?: number };

/**
 * Brings a list's members to what its filter means now: one set-based statement, under the list's lock.
 * Twice equals once. A filter that can't be read or takes too long marks the list failed and leaves its
 * last members as they are: a failed list is never an empty one, and who feeds on it must wait.
 */
export async function evaluateList(ctx: EvaluateContext, listId: bigint, options: EvaluateOptions = {}): Promise<EvaluationResult> {
  permit(ctx, 'lists.write');
  const timeoutMs = options.timeoutMs ?? evaluationTimeoutMs;
  try {
    return await ctx.db.prisma.$transaction((tx) => evaluateInside(ctx, tx, listId, timeoutMs), { timeout: timeoutMs + 30_000, maxWait: 20_000 });
  } catch (error) {
    if (error instanceof EvaluationFailed) return markFailed(ctx, listId, error.version, error.message);
    if (!isTimeout(error)) throw error;
    const message = `Finding the members took over ${Math.round(timeoutMs / 1000)} s and was stopped. The last members stay. Make the filter narrower.`;
    return markFailed(ctx, listId, null, message);
  }
}

class EvaluationFailed extends Error {
  constructor(readonly version: number, message: string) {
    super(message);
  }
}

type Moved = { joined: bigint; left: bigint };

async function evaluateInside(ctx: EvaluateContext, tx: Tx, listId: bigint, timeoutMs: number): Promise<EvaluationResult> {
  const began = performance.now();
  await lockList(tx, listId);
  const list = await fetchList(tx, listId);
  if (list.type === 'manual') throw invalidInput('A manual list has no filter: its members are put in by hand.');
  const filter = await readFilter(ctx, list.entity, list.filter);
  if (!filter.ok) throw new EvaluationFailed(list.version, `${problemWords(filter.problems)} The last members stay.`);

  await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(timeoutMs)}, true)`;
  const cause = list.evaluatedVersion === null ? 'first evaluation' : list.evaluatedVersion === list.version ? 'data changed' : 'filter changed';
  const moved = await moveMembers(tx, { listId, where: filter.where, cause, at: ctx.now() });
  const [counted] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM list_items WHERE list_id = ${listId} AND in_filter AND removed_at IS NULL`;
  const memberCount = Number(counted?.count ?? 0n);
  const milliseconds = Math.round(performance.now() - began);
  await tx.$executeRaw`
    UPDATE marketing_lists SET evaluation_state = 'fresh', evaluated_at = ${ctx.now()}::timestamptz, evaluation_ms = ${milliseconds}::int,
      evaluation_error = NULL, evaluated_version = ${list.version}::int, member_count = ${memberCount}::int
    WHERE id = ${listId}`;
  return { state: 'fresh', memberCount, joined: Number(moved.joined), left: Number(moved.left), milliseconds };
}

/** Who newly matches comes in (or back in), who no longer does goes out; both are told as events. */
async function moveMembers(tx: Tx, input: { listId: bigint; where: Prisma.Sql; cause: string; at: Date }): Promise<Moved> {
  const { listId, where, cause, at } = input;
  const [moved] = await tx.$queryRaw<Moved[]>`
    WITH wanted AS MATERIALIZED (
      SELECT r.id FROM crm_records r WHERE ${where}
    ), joined AS (
      INSERT INTO list_items (list_id, record_id, in_filter, joined_at)
      SELECT ${listId}::bigint, w.id, TRUE, ${at}::timestamptz
      FROM wanted w LEFT JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = w.id
      WHERE i.in_filter IS NOT TRUE
      ON CONFLICT (list_id, record_id) DO UPDATE SET in_filter = TRUE, joined_at = EXCLUDED.joined_at, left_at = NULL
      RETURNING record_id
    ), gone AS (
      UPDATE list_items i SET in_filter = FALSE, left_at = ${at}::timestamptz
      WHERE i.list_id = ${listId}::bigint AND i.in_filter AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.id = i.record_id)
      RETURNING record_id
    ), told AS (
      INSERT INTO list_events (list_id, record_id, kind, cause, at)
      SELECT ${listId}::bigint, record_id, 'joined', ${cause}::text, ${at}::timestamptz FROM joined
      UNION ALL
      SELECT ${listId}::bigint, g.record_id, 'left', CASE WHEN r.deleted_at IS NULL AND r.id IS NOT NULL THEN ${cause}::text ELSE 'record deleted' END, ${at}::timestamptz
      FROM gone g LEFT JOIN crm_records r ON r.id = g.record_id
      RETURNING kind
    )
    SELECT count(*) FILTER (WHERE kind = 'joined') AS joined, count(*) FILTER (WHERE kind = 'left') AS left FROM told`;
  return moved ?? { joined: 0n, left: 0n };
}

async function markFailed(ctx: EvaluateContext, listId: bigint, version: number | null, message: string): Promise<EvaluationResult> {
  await ctx.db.prisma.$executeRaw`
    UPDATE marketing_lists SET evaluation_state = 'failed', evaluation_error = ${message}::text, evaluated_at = ${ctx.now()}::timestamptz,
      evaluated_version = coalesce(${version}::int, version)
    WHERE id = ${listId}`;
  ctx.log.warn({ listId: String(listId) }, 'marketing list could not be evaluated');
  return { state: 'failed', message };
}
