import { noteListFailure, noteStart, scheduleNextExport } from '../../connections';
import type { Context, FlowContext } from '../../context';
import { liveConnection } from '../../connections/live-connection';
import { leaseEnd, newOwner, type Tx } from '../../db';
import { quietUntil } from '../../settings';
import { startRun } from '../../sync-runs';
import type { RunTrigger } from '../../sync-runs/schemas';
import { applyPlan } from './apply-plan';
import { evaluateForExport } from '../planning/evaluate-for-export';
import { isForcedSyncDue } from './forced-sync';
import type { ExportTarget } from '../load-target';
import { findOpenWave } from '../open-wave';
import { planChanges } from '../planning/plan-changes';
import type { PlanCounts } from '../schemas';
import { mailWhoAsked } from './tell-when-ready';
import {
  fenced,
  takenWave,
  waveColumns,
  waveLease,
  type HeldWave,
  type TakenWave,
  type WaveRow,
} from '../wave-lease';
import { planPhases } from '../wave-records';

/** A person stands behind it, and wants to see a run even if there is nothing to do. */
export const isAsked = (trigger: RunTrigger): boolean => trigger !== 'schedule' && trigger !== 'cron';

/** The kind of a wave of quiet hours: it carries wishes recorded here and nothing else, and says nothing of the list. */
export const optOutsOnly = 'opt_outs';

/**
 * Plans first and makes a wave only when there is something to do: a pass that finds nothing leaves no trace but the time of
 * the next one. All in one transaction that holds the connection's row, so two of these never plan for one book at a time.
 */
export async function beginWave(
  ctx: FlowContext,
  target: ExportTarget,
  options: { trigger: RunTrigger },
): Promise<TakenWave | null> {
  const startedAt = ctx.now();
  const asked = isAsked(options.trigger);
  const isQuiet = !asked && quietUntil(target.settings, target.timeZone, startedAt) !== null;
  const isFull = target.state === 'active' && !isQuiet;
  const listFailure = isFull ? await evaluateForExport(ctx, target.listId) : null;
  const isForced = !asked && isFull && listFailure === null && (await isForcedSyncDue(ctx, target));
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const state = await lockIdleConnection(ctx, tx, target.connectionId, asked);
      if (state === null) return null;
      const whole = state === 'active' && !isQuiet && listFailure === null;
      const counts = await planFor(ctx, tx, target, whole);
      if (!isQuiet) await noteListState(tx, target, listFailure);
      // A book that is gone is told by a wave, also where nothing was to be sent to it.
      const isForNothing = isEmpty(counts) && !(target.bookIsGone && state === 'active' && !isQuiet);
      if (isForNothing && !asked && !isForced) {
        await scheduleNextExport(ctx, tx, target, { inStep: whole });
        if (whole) await mailWhoAsked(ctx, tx, target);
        return null;
      }
      const first =
        (await tx.wave.count({
          where: { connectionId: target.connectionId, phase: 'settled', kind: { not: optOutsOnly } },
        })) === 0;
      const regular = isForced ? 'forced' : 'regular';
      const kind = asked ? 'manual' : regular;
      const wave = await createWave(ctx, tx, target, {
        kind: isQuiet ? optOutsOnly : first ? 'first' : kind,
        trigger: options.trigger,
        held: true,
      });
      await applyPlan(ctx, tx, target, wave, { counts, startedAt, listFailure });
      return { ...wave, phase: 'sending' };
    },
    { timeout: 300_000 },
  );
}

/** A wave that someone asked for exists before its plan: this makes the plan. */
export async function planWave(ctx: FlowContext, target: ExportTarget, wave: HeldWave): Promise<void> {
  const startedAt = ctx.now();
  const isFull = target.state === 'active' && wave.kind !== optOutsOnly;
  const listFailure = isFull ? await evaluateForExport(ctx, target.listId) : null;
  await fenced(ctx, wave, async (tx) => {
    const { phase } = await tx.wave.findUniqueOrThrow({ where: { id: wave.id }, select: { phase: true } });
    if (phase !== 'planning') return;
    const counts = await planFor(ctx, tx, target, isFull && listFailure === null);
    if (wave.kind !== optOutsOnly) await noteListState(tx, target, listFailure);
    await applyPlan(ctx, tx, target, wave, { counts, startedAt, listFailure });
  });
}

export async function planFor(
  ctx: Context,
  tx: Tx,
  target: ExportTarget,
  whole: boolean,
): Promise<PlanCounts> {
  // Without back-fill its start is its first whole plan: by then everyone who is on the list has joined it.
  if (whole && !target.options.backFill) await noteStart(tx, target.connectionId, ctx.now());
  return planChanges(tx, { ...target, mode: whole ? 'full' : 'opt-outs', ownsMemory: true });
}

const isEmpty = (counts: PlanCounts): boolean =>
  counts.add + counts.update + counts.remove + counts.unsubscribe + counts.resubscribe === 0;

/** The connection's row, locked, when it is due and has no wave under way; its state as it is now. */
async function lockIdleConnection(
  ctx: FlowContext,
  tx: Tx,
  connectionId: bigint,
  asked: boolean,
): Promise<string | null> {
  // Whoever freezes here keeps the connection's row from others no longer than a lease does.
  await tx.$executeRaw`SELECT set_config('idle_in_transaction_session_timeout', ${String(waveLease.seconds * 1000)}, true)`;
  const rows = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text AS state FROM connections
    WHERE id = ${connectionId} AND ${liveConnection('connections')} AND (${asked} OR next_export_at <= ${ctx.now()})
    FOR NO KEY UPDATE SKIP LOCKED`;
  // Asked only now, under the lock: a wave that was made meanwhile is seen.
  const open = await findOpenWave(tx, connectionId);
  return open === null ? (rows[0]?.state ?? null) : null;
}

async function noteListState(tx: Tx, target: ExportTarget, failure: string | null): Promise<void> {
  if (failure === null && target.stateCode !== 'list_failed') return;
  if (target.state !== 'active') return;
  await noteListFailure(tx, target.connectionId, failure);
}

type NewWave = { kind: string; trigger: RunTrigger; held: boolean; undoesId?: bigint | null };

/** A wave and its run. `held`: by whoever makes it; else it is free, and whoever looks for due work takes it. */
export async function createWave(
  ctx: Context,
  tx: Tx,
  target: Pick<ExportTarget, 'connectionId' | 'integrationId'>,
  { kind, trigger, held, undoesId = null }: NewWave,
): Promise<TakenWave> {
  const runId = await startRun(ctx, tx, {
    kind: 'export',
    trigger,
    integrationId: target.integrationId,
    connectionId: target.connectionId,
    phases: planPhases,
  });
  const owner = newOwner();
  const [row] = await tx.$queryRaw<WaveRow[]>`
    INSERT INTO waves (connection_id, sync_run_id, kind, phase, lease_owner, lease_until, fence, undoes_id, address_book_id)
    VALUES (${target.connectionId}, ${runId}, ${kind}, 'planning', ${held ? owner : null}::text,
      CASE WHEN ${held} THEN ${leaseEnd(waveLease)} END, 1, ${undoesId}::bigint,
      (SELECT c.address_book_id FROM connections c WHERE c.id = ${target.connectionId}))
    RETURNING ${waveColumns}`;
  if (!row) throw new Error('a wave was not inserted');
  return takenWave(row, { owner, fence: 1n }, false);
}
