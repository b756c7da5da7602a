import type { Context } from '../../context';
import { Prisma, revokeLease, type Tx } from '../../db';
import { logRun, setRunState } from '../../sync-runs';
import { findOpenWave } from '../open-wave';
import { closeUnsent } from './refresh-open-wave';
import { waveLease } from '../wave-lease';

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
  const wave = await findOpenWave(tx, connectionId);
  if (!wave) return;
  const row = Prisma.sql`id = ${wave.id}`;
  if (!(await revokeLease(tx, waveLease, row, Prisma.sql`next_step_at = NULL`))) return;
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
