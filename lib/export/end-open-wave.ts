import type { Context } from '../context';
import type { Tx } from '../db';
import { logRun, setRunState } from '../sync-runs';
import { openWave } from './open-wave';
import { closeUnsent } from './refresh-open-wave';

/**
 * Someone ended what a wave was for: what has not left is not sent any more, whoever works on it loses it (its fence moves on).
 * Imports under way at Dotdigital can't be called back; the wave stays open to hear how they end.
 */
export async function endOpenWave(
  ctx: Context,
  tx: Tx,
  connectionId: bigint,
  message: string,
): Promise<void> {
  const wave = await openWave(tx, connectionId);
  if (!wave) return;
  const [moved] = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE waves SET fence = fence + 1, lease_owner = NULL, lease_until = NULL, next_step_at = NULL
    WHERE id = ${wave.id} AND phase IN ('planning', 'sending', 'settling') RETURNING id`;
  if (!moved) return;
  const underWay = await closeUnsent(ctx, tx, wave.id, 'not_sent');
  await logRun(tx, wave.syncRunId, 'info', message);
  if (underWay) {
    if (wave.phase === 'planning')
      await tx.wave.update({ where: { id: wave.id }, data: { phase: 'sending' } });
    return;
  }
  await tx.wave.update({ where: { id: wave.id }, data: { phase: 'cancelled', finishedAt: ctx.now() } });
  await setRunState(ctx, tx, wave.syncRunId, {
    state: 'cancelled',
    errorCode: 'cancelled',
    errorMessage: message,
  });
}
