import { actorLabel } from '../../actor';
import { lockOwnConnection, setActive } from '../../connections';
import { recordAudit, type Context } from '../../context';
import { AppError, conflict, notFound } from '../../errors';
import { permit } from '../../permissions';
import { logRun, setRunState } from '../../sync-runs';
import { applyPlan } from '../waves/apply-plan';
import { createWave, planFor } from '../waves/begin-wave';
import { evaluateForExport } from '../planning/evaluate-for-export';
import { loadTarget } from '../load-target';
import { findOpenWave } from '../open-wave';
import { giveUpHeldWave, planHasChanged } from '../waves/refresh-open-wave';
import { asJson, readWaveCounts } from '../wave-records';

/**
 * Approves exactly the plan that was shown: another wave, or other people to take out by now, is refused. In the latter case the plan of now
 * stands in its place at once, for whoever looks again.
 */
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
  const startedAt = ctx.now();
  const approved = await ctx.db.prisma.$transaction(
    async (tx) => {
      const connection = await lockOwnConnection(ctx, tx, target.connectionId);
      const wave = await findOpenWave(tx, connection.id);
      if (connection.state !== 'held' || !wave || String(wave.id) !== input.waveId) throw planChanged();
      const counts = await planFor(ctx, tx, target, true);
      if (await planHasChanged(tx, wave)) {
        await giveUpHeldWave(ctx, tx, target, wave);
        const next = await createWave(ctx, tx, target, { kind: 'manual', trigger: 'button', held: false });
        await applyPlan(ctx, tx, target, next, { counts, startedAt, listFailure: null });
        return null;
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
  if (approved === null) throw planChanged();
  return approved;
}

const planChanged = (): AppError =>
  new AppError('conflict', 'the held plan has changed', {
    userMessage:
      'The plan has changed since it was shown, so nothing was approved. The plan of now stands in its place; look at it before you approve.',
  });
