import { actorLabel } from '../../actor';
import { lockOwnConnection, setPaused } from '../../connections';
import { recordAudit, type Context } from '../../context';
import { conflict } from '../../errors';
import { plural } from '../../format';
import { permit } from '../../permissions';
import { endOpenWave } from '../waves/end-open-wave';
import { findOpenWave } from '../open-wave';
import { readWaveCounts } from '../wave-records';

/** Nothing of the held plan is sent. The connection is paused: else its next turn would make the same plan and hold it again. */
export async function discardHeldWave(
  ctx: Context,
  input: { id: string; waveId: string },
): Promise<{ runId: string }> {
  permit(ctx, 'connections.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, BigInt(input.id));
    const wave = await findOpenWave(tx, connection.id);
    if (connection.state !== 'held' || !wave || String(wave.id) !== input.waveId)
      throw conflict(
        'This plan does not wait any more: it was approved, discarded, or another one stands in its place.',
      );
    const who = actorLabel(ctx.actor);
    const { remove } = await readWaveCounts(tx, wave.id);
    const would = `would have taken ${plural(remove, 'person', 'people')} out of the book`;
    await endOpenWave(ctx, tx, connection.id, `Discarded by ${who}. The plan ${would}; nobody was.`);
    await setPaused(
      tx,
      connection.id,
      'paused',
      `Paused since ${who} discarded a plan that ${would}. Put the list right, then press Resume: a new plan is made.`,
    );
    await recordAudit(ctx, tx, {
      action: 'connection.discard',
      subjectType: 'connection',
      subjectId: connection.id,
      detail: { waveId: input.waveId, remove, runId: String(wave.syncRunId) },
    });
    return { runId: String(wave.syncRunId) };
  });
}
