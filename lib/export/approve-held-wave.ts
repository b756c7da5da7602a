import { actorLabel } from '../actor';
import { lockOwnConnection, setActive } from '../connections';
import { recordAudit, type Context } from '../context';
import { AppError, conflict, notFound } from '../errors';
import { permit } from '../permissions';
import { logRun, setRunState } from '../sync-runs';
import { planFor } from './begin-wave';
import { evaluateForExport } from './evaluate-for-export';
import { loadTarget } from './load-target';
import { openWave } from './open-wave';
import { planHasChanged } from './refresh-open-wave';
import { asJson, readWaveCounts } from './wave-records';

/** Approves exactly the plan that was shown: another wave, or other people to take out by now, is refused. */
export async function approveHeldWave(
  ctx: Context,
  input: { id: string; waveId: string },
): Promise<{ runId: string }> {
  permit(ctx, 'connections.write');
  const target = await loadTarget(ctx, BigInt(input.id));
  if (!target) throw notFound('connection');
  await ctx.db.prisma.$transaction((tx) => lockOwnConnection(ctx, tx, target.connectionId));
  const listFailure = await evaluateForExport(ctx, target.listId);
  if (listFailure) throw conflict(listFailure);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const connection = await lockOwnConnection(ctx, tx, target.connectionId);
      const wave = await openWave(tx, connection.id);
      if (connection.state !== 'held' || !wave || String(wave.id) !== input.waveId) throw planChanged();
      const counts = await planFor(tx, target, true);
      if (await planHasChanged(tx, wave)) {
        throw planChanged();
      }
      const who = actorLabel(ctx.actor);
      await tx.wave.update({
        where: { id: wave.id },
        data: {
          counts: asJson({ ...(await readWaveCounts(tx, wave.id)), approvedBy: who }),
          nextStepAt: null,
          errorCode: null,
          errorMessage: null,
        },
      });
      await setActive(tx, connection.id, { asked: true });
      await setRunState(ctx, tx, wave.syncRunId, { state: 'running', errorCode: null, errorMessage: null });
      await logRun(tx, wave.syncRunId, 'info', `Approved by ${who}.`);
      await recordAudit(ctx, tx, {
        action: 'connection.approve',
        subjectType: 'connection',
        subjectId: connection.id,
        detail: { waveId: input.waveId, remove: counts.remove },
      });
      return { runId: String(wave.syncRunId) };
    },
    { timeout: 120_000 },
  );
}

const planChanged = (): AppError =>
  new AppError('conflict', 'the held plan has changed', {
    userMessage:
      'The plan has changed since it was shown, so nothing was approved. Reload to see whom it would take out now.',
  });
