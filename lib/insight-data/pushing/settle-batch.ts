import type { FlowContext } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import type { InsightFault } from '@/lib/dotdigital';

const { sql } = Prisma;

type At = Pick<FlowContext, 'now'>;

const firstLookMs = 2_000;
/** So often the whole request comes to nothing before what it carries has failed. */
const maxAttempts = 3;

/** Dotdigital has taken it, under its own id. */
export async function acceptBatch(ctx: At, tx: Tx, id: bigint, importId: string): Promise<void> {
  const now = ctx.now();
  await tx.insightBatch.update({
    where: { id },
    data: { state: 'accepted', importId, nextStepAt: new Date(now.getTime() + firstLookMs) },
  });
  await tx.insightItem.updateMany({
    where: { batchId: id, state: 'sending' },
    data: { state: 'accepted', stateAt: now },
  });
}

/** Dotdigital is done: what it names was not taken, the rest is held there now. */
export async function finishBatch(
  ctx: At,
  tx: Tx,
  id: bigint,
  faults: readonly InsightFault[],
): Promise<void> {
  const now = sql`${ctx.now()}::timestamptz`;
  const [counted] = await tx.$queryRaw<{ failed: number }[]>`
    WITH told AS (
      SELECT DISTINCT ON (key) key, reason, detail FROM json_to_recordset(${JSON.stringify(faults)}::json) x(key text, reason text, detail text)),
    settled AS (
      UPDATE insight_items i SET state = (CASE WHEN t.key IS NULL THEN 'in_step' ELSE 'failed' END)::insight_item_state,
        held_hash = CASE WHEN t.key IS NULL THEN i.sent_hash ELSE i.held_hash END, held_at = CASE WHEN t.key IS NULL THEN ${now} ELSE i.held_at END,
        refused_hash = CASE WHEN t.key IS NULL THEN NULL ELSE i.sent_hash END, sent_hash = NULL, batch_id = NULL, attempt_count = 0, state_at = ${now},
        may_be_there = t.key IS NULL OR i.held_hash IS NOT NULL, reason_code = t.reason, reason_text = nullif(t.detail, '')
      FROM insight_items own LEFT JOIN told t ON t.key = own.key
      WHERE own.batch_id = ${id}::bigint AND own.state IN ('sending', 'accepted')
        AND i.integration_id = own.integration_id AND i.kind = own.kind AND i.key = own.key
      RETURNING i.state)
    SELECT count(*) FILTER (WHERE state = 'failed')::int AS failed FROM settled`;
  await endBatch(ctx, tx, id, { state: 'finished', problem: null, failedCount: counted?.failed ?? 0 });
}

type End = { state: 'refused' | 'lost'; code: string; problem: string };

/** Nothing came of it: what it carried waits once more; what it carried too often has failed. `isToBlame`: that counts as a try. */
export async function waitAgain(
  ctx: At,
  tx: Tx,
  id: bigint,
  { state, code, problem, isToBlame }: End & { isToBlame: boolean },
): Promise<void> {
  const now = sql`${ctx.now()}::timestamptz`;
  const tries = sql`attempt_count + ${isToBlame ? 1 : 0}::int`;
  const fails = sql`${tries} >= ${maxAttempts}::int`;
  await tx.$executeRaw`
    UPDATE insight_items SET state = (CASE WHEN ${fails} THEN 'failed' ELSE 'waiting' END)::insight_item_state, attempt_count = ${tries},
      next_try_at = CASE WHEN ${tries} = 0 THEN NULL ELSE ${now} + make_interval(mins => (2 ^ (${tries}))::int) END,
      refused_hash = CASE WHEN ${fails} THEN sent_hash END, reason_code = CASE WHEN ${fails} THEN ${code} END,
      reason_text = CASE WHEN ${fails} THEN ${problem} END, sent_hash = NULL, batch_id = NULL, state_at = ${now}
    WHERE batch_id = ${id}::bigint AND state IN ('sending', 'accepted')`;
  await endBatch(ctx, tx, id, { state, problem, failedCount: null });
}

async function endBatch(
  ctx: At,
  tx: Tx,
  id: bigint,
  data: { state: 'finished' | 'refused' | 'lost'; problem: string | null; failedCount: number | null },
): Promise<void> {
  await tx.insightBatch.update({ where: { id }, data: { ...data, nextStepAt: null, endedAt: ctx.now() } });
}
