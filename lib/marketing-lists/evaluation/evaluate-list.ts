import type { Context } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import { isTimeout, Prisma, setLocal, type Tx } from '@/lib/db';
import { AppError, invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchList, type ListWithOwner, lockList } from '../internal';
import { listsAskedBy, problemWords, readFilter } from '@/lib/filters';
import type { EvaluationResult } from '../schemas';

const evaluationTimeoutMs = 120_000;
/** Dynamic lists are this fresh at most; asked by another list, they are brought up to date first. */
export const refreshMinutes = 4;

type EvaluateContext = Pick<Context, 'actor' | 'db' | 'now' | 'log'>;
type EvaluateOptions = {
  timeoutMs?: number;
  /** What is told of everyone who comes or goes, where it isn't the filter or the data. */ cause?: string;
};

/**
 * Brings a list's members to what its filter means now, under the list's lock: one set difference, and only what differs
 * is written. Twice equals once. The lists it asks come first. A filter that can't be read, takes too long or asks a list
 * that failed marks the list failed and leaves its last members: a failed list is never an empty one, and who feeds on it waits.
 * Any other error does so too, and is thrown.
 */
export async function evaluateList(
  ctx: EvaluateContext,
  listId: bigint,
  options: EvaluateOptions = {},
): Promise<EvaluationResult> {
  permit(ctx, 'lists.write');
  return evaluateWithAsked(ctx, listId, options, new Set());
}

async function evaluateWithAsked(
  ctx: EvaluateContext,
  listId: bigint,
  options: EvaluateOptions,
  under: Set<bigint>,
): Promise<EvaluationResult> {
  under.add(listId);
  for (const asked of await findOutdated(ctx, listId)) {
    if (!under.has(asked)) await evaluateWithAsked(ctx, asked, { timeoutMs: options.timeoutMs }, under);
  }
  return evaluateAlone(ctx, listId, options);
}

/** Lists that this one asks and that no longer say what their filter means. */
async function findOutdated(ctx: EvaluateContext, listId: bigint): Promise<bigint[]> {
  const { prisma } = ctx.db;
  const list = await fetchList(prisma, listId);
  const ids = list.type === 'manual' ? [] : listsAskedBy(list.filter).map(BigInt);
  if (ids.length === 0) return [];
  const rows = await prisma.marketingList.findMany({
    where: { id: { in: ids }, type: 'dynamic', archivedAt: null },
    orderBy: { id: 'asc' },
  });
  const oldest = ctx.now().getTime() - refreshMinutes * 60_000;
  return rows
    .filter(
      (row) =>
        row.evaluationState !== 'fresh' ||
        row.evaluatedVersion !== row.version ||
        (row.evaluatedAt?.getTime() ?? 0) <= oldest,
    )
    .map(({ id }) => id);
}

async function evaluateAlone(
  ctx: EvaluateContext,
  listId: bigint,
  options: EvaluateOptions,
): Promise<EvaluationResult> {
  const timeoutMs = options.timeoutMs ?? evaluationTimeoutMs;
  try {
    return await ctx.db.prisma.$transaction(
      (tx) => evaluateInside(ctx, tx, listId, { ...options, timeoutMs }),
      { timeout: timeoutMs + 30_000, maxWait: 20_000 },
    );
  } catch (error) {
    if (error instanceof EvaluationFailed) return markFailed(ctx, listId, error.version, error.message);
    if (error instanceof AppError) throw error;
    if (!isTimeout(error)) {
      await markFailed(
        ctx,
        listId,
        null,
        'Finding the members ended in an error. The last members stay; it is tried again.',
      );
      throw error;
    }
    const message = `Finding the members took over ${Math.round(timeoutMs / 1000)} s and was stopped. The last members stay. Make the filter narrower.`;
    return markFailed(ctx, listId, null, message);
  }
}

class EvaluationFailed extends Error {
  constructor(
    readonly version: number,
    message: string,
  ) {
    super(message);
  }
}

type Moved = { joined: bigint; left: bigint };

async function evaluateInside(
  ctx: EvaluateContext,
  tx: Tx,
  listId: bigint,
  options: EvaluateOptions & { timeoutMs: number },
): Promise<EvaluationResult> {
  const began = performance.now();
  await lockList(tx, listId);
  const list = await fetchList(tx, listId);
  if (list.type === 'manual')
    throw invalidInput('A manual list has no filter: its members are put in by hand.');
  const filter = await readFilter(ctx, list.entity, list.filter, {
    listId,
    everyList: true,
    forEveryone: true,
  });
  if (!filter.ok)
    throw new EvaluationFailed(list.version, `${problemWords(filter.problems)} The last members stay.`);

  for (const set of setLocal({ statement_timeout: options.timeoutMs, ...filter.settings }))
    await tx.$executeRaw(Prisma.raw(set));
  const cause = options.cause ?? whyAnew(list, filter.frame.zone);
  const moved = await moveMembers(tx, { listId, where: filter.where, cause, at: ctx.now() });
  const [counted] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM list_items WHERE list_id = ${listId} AND in_filter AND removed_at IS NULL`;
  const memberCount = Number(counted?.count ?? 0n);
  const milliseconds = Math.round(performance.now() - began);
  await tx.$executeRaw`
    UPDATE marketing_lists SET evaluation_state = 'fresh', evaluated_at = ${ctx.now()}::timestamptz, evaluation_ms = ${milliseconds}::int,
      evaluation_error = NULL, evaluated_version = ${list.version}::int, evaluated_zone = ${filter.frame.zone}, member_count = ${memberCount}::int
    WHERE id = ${listId}`;
  return {
    state: 'fresh',
    memberCount,
    joined: Number(moved.joined),
    left: Number(moved.left),
    milliseconds,
  };
}

function whyAnew({ evaluatedVersion, version, evaluatedZone }: ListWithOwner, zone: string): string {
  if (evaluatedVersion === null) return 'first evaluation';
  if (evaluatedVersion !== version) return 'filter changed';
  return evaluatedZone !== null && evaluatedZone !== zone ? 'time zone changed' : 'data changed';
}

/** Who newly matches comes in (or back in), who no longer does goes out; both are told as events. */
async function moveMembers(
  tx: Tx,
  input: { listId: bigint; where: Prisma.Sql; cause: string; at: Date },
): Promise<Moved> {
  const { listId, where, cause, at } = input;
  // The difference first, in a statement that may run in parallel; what writes may not, and goes by the order of its indexes.
  await tx.$executeRaw(Prisma.sql`
    CREATE TEMP TABLE list_moves ON COMMIT DROP AS
    SELECT coalesce(w.id, p.record_id) AS record_id, w.id IS NOT NULL AS comes
    FROM (SELECT r.id FROM ${recordSource} WHERE ${where}) w
    FULL JOIN (SELECT record_id FROM list_items WHERE list_id = ${listId}::bigint AND in_filter) p ON p.record_id = w.id
    WHERE w.id IS NULL OR p.record_id IS NULL`);
  const [moved] = await tx.$queryRaw<Moved[]>`
    WITH joined AS (
      INSERT INTO list_items (list_id, record_id, in_filter, joined_at)
      SELECT ${listId}::bigint, record_id, TRUE, ${at}::timestamptz FROM list_moves WHERE comes ORDER BY record_id
      ON CONFLICT (list_id, record_id) DO UPDATE SET in_filter = TRUE, joined_at = EXCLUDED.joined_at, left_at = NULL
      RETURNING record_id
    ), gone AS (
      UPDATE list_items i SET in_filter = FALSE, left_at = ${at}::timestamptz
      FROM list_moves m WHERE NOT m.comes AND i.list_id = ${listId}::bigint AND i.record_id = m.record_id
      RETURNING i.record_id
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

async function markFailed(
  ctx: EvaluateContext,
  listId: bigint,
  version: number | null,
  message: string,
): Promise<EvaluationResult> {
  await ctx.db.prisma.$executeRaw`
    UPDATE marketing_lists SET evaluation_state = 'failed', evaluation_error = ${message}::text, evaluated_at = ${ctx.now()}::timestamptz,
      evaluated_version = coalesce(${version}::int, version)
    WHERE id = ${listId}`;
  ctx.log.warn({ listId: String(listId) }, 'marketing list could not be evaluated');
  return { state: 'failed', message };
}
