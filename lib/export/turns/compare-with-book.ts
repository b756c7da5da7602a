import { noteComparison } from '../../connections';
import { liveConnection, openWave } from '../../connections/live-connection';
import type { Comparison, DeviationCause } from '../../connections/schemas';
import type { Context } from '../../context';
import type { Tx } from '../../db';
import { planFor } from '../waves/begin-wave';
import { evaluateForExport } from '../planning/evaluate-for-export';
import { loadTarget, type ExportTarget } from '../load-target';
import type { PlanCounts } from '../schemas';

/** Connections whose book was read back and not compared with the list since, once what is being sent has settled. */
export async function findDueComparisons(ctx: Context): Promise<bigint[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT c.id FROM connections c JOIN integrations i ON i.id = c.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE ${liveConnection()} AND c.read_back_at IS NOT NULL
      AND (c.in_step->>'readAt')::timestamptz IS DISTINCT FROM c.read_back_at
      AND (c.state <> 'active' OR NOT EXISTS (
        SELECT FROM waves w WHERE w.connection_id = c.id AND ${openWave()}))
    ORDER BY c.read_back_at`;
  return rows.map(({ id }) => id);
}

/**
 * List and book, person by person, as the book was read back: by the very plan that the next wave would make, and by what the reading
 * found. Nothing is sent. Safe to repeat and to overlap: each time it says what is so then.
 */
export async function compareWithBook(ctx: Context, connectionId: bigint): Promise<void> {
  const target = await loadTarget(ctx, connectionId);
  if (!target) return;
  const failure = await evaluateForExport(ctx, target.listId);
  await ctx.db.prisma.$transaction(
    async (tx) => {
      const { readBackAt } = await tx.connection.findUniqueOrThrow({
        where: { id: connectionId },
        select: { readBackAt: true },
      });
      if (readBackAt === null) return;
      const said = { readAt: readBackAt.toISOString(), comparedAt: ctx.now().toISOString() };
      const comparison = failure
        ? { ...said, failure, compared: 0, causes: {} }
        : { ...said, failure: null, ...(await compare(ctx, tx, target)) };
      await noteComparison(tx, connectionId, comparison);
    },
    { timeout: 300_000 },
  );
}

async function compare(
  ctx: Context,
  tx: Tx,
  target: ExportTarget,
): Promise<Pick<Comparison, 'compared' | 'causes'>> {
  const counts = await planFor(ctx, tx, target, true);
  const { ours, changed, takenOff, deleted } = await countFound(tx, target);
  const pending = counts.add + counts.update + counts.remove;
  const causes = {
    inFlight: pending - ours,
    refused: counts.skippedBy.refused_before ?? 0,
    changedThere: changed,
    takenOff,
    deleted,
    ours,
  };
  return { compared: comparedOf(counts, causes), causes };
}

/** Everyone who should be in the book, and whom we put there and is in it still. */
const comparedOf = (counts: PlanCounts, causes: Record<DeviationCause, number>): number =>
  counts.add +
  counts.update +
  counts.unchanged +
  counts.remove +
  causes.refused +
  causes.takenOff +
  causes.deleted;

type Found = Record<'ours' | 'changed' | 'takenOff' | 'deleted', number>;

/**
 * Of the plan, what an earlier wave had said was done: people who were taken out and are in it still, and who were sent and are not. People
 * in step whose values somebody changed there. And who left there; where that was accepted, the list's mark leaves them out, and they are
 * in step with it.
 */
async function countFound(tx: Tx, { addressBookId, connectionId }: ExportTarget): Promise<Found> {
  const [row] = await tx.$queryRaw<Found[]>`
    SELECT left_there.*,
      (SELECT count(*)::int FROM plan_rows r JOIN book_members m ON m.address_book_id = ${addressBookId} AND m.email_key = r.email_key
        WHERE (r.action = 'remove' AND EXISTS (
          SELECT FROM planned_changes q JOIN waves w ON w.id = q.wave_id AND w.connection_id = ${connectionId}
          WHERE q.email_key = r.email_key AND q.outcome = 'removed' AND q.settled_at = m.sent_at))
        OR (r.action = 'add' AND EXISTS (
          SELECT FROM planned_changes q JOIN waves w ON w.id = q.wave_id AND w.connection_id = ${connectionId}
          WHERE q.email_key = r.email_key AND q.outcome = 'rejected' AND q.reason_code = 'not_in_book' AND q.settled_at >= m.sent_at))) AS ours,
      (SELECT count(*)::int FROM book_members m
        WHERE m.address_book_id = ${addressBookId} AND m.present AND m.put_there_by_us AND m.differs IS NOT NULL
          AND NOT EXISTS (SELECT FROM plan_rows r WHERE r.email_key = m.email_key)) AS changed
    FROM (
      SELECT (count(*) FILTER (WHERE r.reason_code = 'taken_off_there'))::int AS "takenOff",
        (count(*) FILTER (WHERE r.reason_code = 'deleted_there'))::int AS deleted
      FROM plan_rows r JOIN book_members m ON m.address_book_id = ${addressBookId} AND m.email_key = r.email_key
      WHERE r.action = 'skip' AND m.left_how IS NOT NULL) left_there`;
  return row ?? { ours: 0, changed: 0, takenOff: 0, deleted: 0 };
}
