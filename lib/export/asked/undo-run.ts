import { actorLabel } from '../../actor';
import { heldByRestore, lockOwnConnection, setActive, type LockedConnection } from '../../connections';
import { recordAudit, type Context } from '../../context';
import type { Tx } from '../../db';
import { conflict } from '../../errors';
import { agree, plural } from '../../format';
import { permit } from '../../permissions';
import { applyPlan } from '../waves/apply-plan';
import { createWave } from '../waves/begin-wave';
import { findOpenWave, wakeOpenWave } from '../open-wave';
import { digestUndo, planUndo, undoKind } from '../planning/plan-undo';
import type { PlanCounts, RequestedRun, UndoRunInput } from '../schemas';
import { fetchUndoableRun, type UndoableRun } from '../planning/undoable-run';

/**
 * Turns a run round by a wave of its own, exactly as it was shown; behind it the connection is paused, since its list would do the same again. Who pressed
 * already is answered with the run that came of it.
 */
export async function undoRun(ctx: Context, input: UndoRunInput): Promise<RequestedRun> {
  permit(ctx, 'connections.write');
  const { target } = await fetchUndoableRun(ctx, ctx.db.prisma, input.id);
  const connectionId = String(target.connectionId);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const connection = await lockOwnConnection(ctx, tx, target.connectionId);
      const undoable = await fetchUndoableRun(ctx, tx, input.id);
      const open = await findOpenWave(tx, connection.id);
      if (open?.undoesId === undoable.waveId) {
        await wakeOpenWave(tx, connection.id);
        return { connectionId, runId: String(open.syncRunId) };
      }
      if (open)
        throw conflict('Another run of this connection is under way. Cancel it, or wait for its end.');
      requireReachable(connection);
      const counts = await planUndo(tx, undoable.target, undoable.waveId);
      if (counts.add + counts.update + counts.remove === 0) {
        const done = await findUndo(tx, undoable.waveId);
        if (done === null) throw conflict('Nothing of this run is left to undo.');
        return { connectionId, runId: String(done) };
      }
      if ((await digestUndo(tx)) !== input.digest)
        throw conflict(
          'What the undo would do has changed since it was shown, so nothing was done. Look at it again before you say yes.',
        );
      return { connectionId, runId: String(await begin(ctx, tx, undoable, counts)) };
    },
    { timeout: 120_000 },
  );
}

function requireReachable({ integration, restoredAt, state }: LockedConnection): void {
  if (!integration.active || integration.deletedAt)
    throw conflict('The integration is deactivated, so nothing is sent. Activate it first.');
  if (restoredAt !== null) throw conflict(heldByRestore);
  if (state === 'stopped')
    throw conflict(
      'Dotdigital refused the last run. Look at its reason and press Resume, then undo this run.',
    );
}

async function findUndo(tx: Tx, waveId: bigint): Promise<bigint | null> {
  const last = await tx.wave.findFirst({ where: { undoesId: waveId }, orderBy: { id: 'desc' } });
  return last?.syncRunId ?? null;
}

async function begin(ctx: Context, tx: Tx, { runId, waveId, target }: UndoableRun, counts: PlanCounts) {
  // A paused connection sends nothing: it is active for as long as this takes (finish-wave.ts pauses it).
  await setActive(tx, target.connectionId, { asked: true });
  const wave = await createWave(ctx, tx, target, {
    kind: undoKind,
    trigger: 'button',
    held: false,
    undoesId: waveId,
  });
  const by = actorLabel(ctx.actor);
  await applyPlan(ctx, tx, target, wave, {
    counts,
    startedAt: ctx.now(),
    listFailure: null,
    asked: { by, summary: summariseUndo(runId, by, counts) },
  });
  await recordAudit(ctx, tx, {
    action: 'sync-run.undo',
    subjectType: 'sync_run',
    subjectId: runId,
    detail: {
      connectionId: String(target.connectionId),
      runId: String(wave.runId),
      takeOut: counts.remove,
      putBack: counts.add,
      setBack: counts.update,
    },
  });
  return wave.runId;
}

function summariseUndo(runId: bigint, by: string, { add, update, remove, skip }: PlanCounts): string {
  const people = (count: number) => plural(count, 'person', 'people');
  const rest =
    skip > 0 ? ` ${people(skip)} ${agree(skip, 'stays', 'stay')} as they are, each with the reason.` : '';
  return `${by} undoes run ${runId}: ${people(remove)} to take out, ${people(add)} to put back, values of ${people(update)} to set back.${rest}`;
}
