import { scheduleNextExport, setActive } from '../../connections';
import type { Context, FlowContext } from '../../context';
import type { Tx } from '../../db';
import { logRun, setRunState } from '../../sync-runs';
import { digestRemovals } from './apply-plan';
import { planFor } from './begin-wave';
import { evaluateForExport } from '../planning/evaluate-for-export';
import type { ExportTarget } from '../load-target';
import { stageChanges } from '../planning/stage-changes';
import { fenced, type HeldWave } from '../wave-lease';
import { listBatches, readWaveCounts } from '../wave-records';
import { agree, plural } from '../../format';

export type Refreshed = 'same' | 'grown' | 'cancelled';

/**
 * A wave that outlives its cycle (held, paused, or waiting for Dotdigital) still takes in opt-outs made meanwhile (law L4).
 * A held one whose plan would take out other people by now is given up for a new one: an approval must mean what it shows.
 */
export async function refreshOpenWave(
  ctx: FlowContext,
  target: ExportTarget,
  wave: HeldWave,
): Promise<Refreshed> {
  const held = target.state === 'held';
  const listFailure = held ? await evaluateForExport(ctx, target.listId) : null;
  return fenced(ctx, wave, async (tx) => {
    const compare = held && listFailure === null;
    await planFor(ctx, tx, target, compare);
    if (compare && (await planHasChanged(tx, wave))) {
      await giveUpHeldWave(ctx, tx, target, { id: wave.id, syncRunId: wave.runId });
      return 'cancelled';
    }
    await scheduleNextExport(ctx, tx, target);
    return (await appendOptOuts(tx, target, wave)) ? 'grown' : 'same';
  });
}

/** plan_rows of this transaction against the plan that is held. */
export async function planHasChanged(tx: Tx, wave: Pick<HeldWave, 'id'>): Promise<boolean> {
  const { removalDigest } = await readWaveCounts(tx, wave.id);
  return removalDigest !== undefined && removalDigest !== (await digestRemovals(tx));
}

async function appendOptOuts(tx: Tx, { fileKind }: ExportTarget, wave: HeldWave): Promise<boolean> {
  await tx.$executeRaw`
    DELETE FROM plan_rows r WHERE r.action <> 'unsubscribe' OR EXISTS (
      SELECT FROM planned_changes p WHERE p.wave_id = ${wave.id} AND p.action = 'unsubscribe' AND p.email_key = r.email_key)`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM plan_rows`;
  const count = row?.count ?? 0;
  if (count === 0) return false;
  await stageChanges(tx, wave.id, { fileKind, keepSkips: false });
  await logRun(
    tx,
    wave.runId,
    'info',
    `${plural(count, 'opt-out')} made meanwhile ${agree(count, 'goes', 'go')} out first.`,
  );
  return true;
}

/** Its plan would take out other people by now; another one is made in its place. */
export async function giveUpHeldWave(
  ctx: Context,
  tx: Tx,
  target: ExportTarget,
  wave: { id: bigint; syncRunId: bigint },
): Promise<void> {
  const message =
    'The list changed before anyone approved the plan, so the plan was given up. A new one is made.';
  await closeUnsent(ctx, tx, wave.id, 'plan_changed');
  await tx.wave.update({
    where: { id: wave.id },
    data: { phase: 'cancelled', finishedAt: ctx.now(), leaseOwner: null, leaseUntil: null, nextStepAt: null },
  });
  await setActive(tx, target.connectionId, { asked: false });
  await logRun(tx, wave.syncRunId, 'info', message);
  await setRunState(ctx, tx, wave.syncRunId, {
    state: 'cancelled',
    errorCode: 'plan_changed',
    errorMessage: message,
  });
}

/** Ends what has not left; returns whether something is still under way at Dotdigital, or its end has still to be looked at. */
export async function closeUnsent(ctx: Context, tx: Tx, waveId: bigint, reason: string): Promise<boolean> {
  const at = ctx.now();
  await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'skipped', reason_code = ${reason}, reason_text = NULL, settled_at = ${at}
    FROM export_batches b
    WHERE b.wave_id = ${waveId} AND b.state IN ('prepared', 'sending') AND p.batch_id = b.id AND p.outcome IS NULL`;
  await tx.$executeRaw`
    UPDATE export_batches SET state = 'rejected', finished_at = ${at}, last_error = ${reason}
    WHERE wave_id = ${waveId} AND state IN ('prepared', 'sending')`;
  if ((await listBatches(tx, waveId)).some(({ state }) => state === 'submitted' || state === 'unknown'))
    return true;
  return (
    (await tx.plannedChange.count({ where: { waveId, outcome: null, batchId: { not: null } }, take: 1 })) > 0
  );
}
