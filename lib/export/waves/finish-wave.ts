import { noteInStep, setPaused } from '../../connections';
import type { Tx } from '../../db';
import { logRun, setRunState, updatePhase } from '../../sync-runs';
import { RunPhase } from '../../sync-runs/schemas';
import { optOutsOnly } from './begin-wave';
import { readRunCounts } from '../run-counts';
import { undoKind } from '../planning/plan-undo';
import { mailWhoAsked } from './tell-when-ready';
import type { WaveWork } from '../session';
import { fenced } from '../wave-lease';
import { flushCalls, listBatches, readWaveCounts } from '../wave-records';

/** All batches have ended: the wave ends with them, by the worst of their ends. */
export async function finishWave(session: WaveWork): Promise<void> {
  const { ctx, wave, target } = session;
  await fenced(ctx, wave, async (tx) => {
    const at = ctx.now();
    const connection = await tx.connection.findUniqueOrThrow({ where: { id: target.connectionId } });
    const listFailure = connection.stateCode === 'list_failed' ? connection.stateMessage : null;
    const batches = await listBatches(tx, wave.id);
    const refused = batches.some(({ state }) => state === 'rejected') || connection.state === 'stopped';
    const watchdog = refused && connection.stateCode === 'watchdog';
    const phase = watchdog ? 'rejected' : refused || listFailure ? 'failed' : 'settled';
    await flushCalls(session, tx);
    await tx.wave.update({
      where: { id: wave.id },
      data: { phase, finishedAt: at, nextStepAt: null, leaseOwner: null, leaseUntil: null },
    });
    await closePhases(session, tx, phase !== 'settled');
    await setRunState(ctx, tx, wave.runId, {
      state: phase === 'settled' ? 'finished' : phase,
      counts: await readRunCounts(tx, wave.id, await readWaveCounts(tx, wave.id)),
      errorCode: refused ? connection.stateCode : listFailure ? 'list_failed' : null,
      errorMessage: refused ? connection.stateMessage : listFailure,
    });
    if (wave.kind === undoKind) await endUndo(session, tx, phase === 'settled');
    else if (phase === 'settled' && wave.kind === optOutsOnly)
      await logRun(
        tx,
        wave.runId,
        'info',
        'Opt-outs went out; everything else waits for the end of the quiet hours.',
      );
    else if (phase === 'settled' && connection.state === 'active') {
      await noteInStep(tx, target.connectionId, at);
      await mailWhoAsked(ctx, tx, target);
      await logRun(
        tx,
        wave.runId,
        'info',
        batches.length === 0
          ? 'Nothing to send: the book is up to date.'
          : 'Settled: the book is up to date.',
      );
    }
  });
}

/** Its list would do again what was undone: the connection waits for a person. */
async function endUndo({ wave, target }: WaveWork, tx: Tx, isSettled: boolean): Promise<void> {
  const { state } = await tx.connection.findUniqueOrThrow({
    where: { id: target.connectionId },
    select: { state: true },
  });
  const { approvedBy = 'Someone' } = await readWaveCounts(tx, wave.id);
  if (state === 'active' || state === 'paused')
    await setPaused(
      tx,
      target.connectionId,
      'paused',
      `Paused since ${approvedBy} undid a run. Change the list or its people first: once someone resumes it, the book is brought to the list again.`,
    );
  if (isSettled)
    await logRun(
      tx,
      wave.runId,
      'info',
      'Undone: the book is as it was before that run, but for those who are left as they are.',
    );
}

async function closePhases(session: WaveWork, tx: Tx, troubled: boolean): Promise<void> {
  const { ctx, wave } = session;
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: wave.runId }, select: { phases: true } });
  for (const phase of RunPhase.array().parse(run.phases)) {
    if (phase.state === 'done' || phase.state === 'failed') continue;
    const begun = phase.startedAt !== null;
    await updatePhase(ctx, tx, wave.runId, phase.key, {
      state: troubled && begun ? 'failed' : 'done',
      detail: phase.key === 'settle' && begun ? '' : phase.detail || (begun ? '' : 'nothing to do'),
    });
  }
}
