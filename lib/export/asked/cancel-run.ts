import { lockOwnConnection, setPaused } from '../../connections';
import { recordAudit, type Context } from '../../context';
import { conflict, notFound } from '../../errors';
import { permit } from '../../permissions';
import { endOpenWave } from '../waves/end-open-wave';
import { isOpenPhase } from '../../connections/live-connection';

/** Nothing more of this run is sent, and the connection is paused: else its next turn would begin the same again. */
export async function cancelRun(ctx: Context, input: { id: string }): Promise<void> {
  permit(ctx, 'connections.write');
  const runId = BigInt(input.id);
  const run = await ctx.db.prisma.syncRun.findUnique({
    where: { id: runId },
    select: { connectionId: true },
  });
  if (!run) throw notFound('sync run');
  const { connectionId } = run;
  if (connectionId === null) throw conflict('Only an export can be cancelled; an import ends by itself.');
  await ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, connectionId);
    const wave = await tx.wave.findUnique({ where: { syncRunId: runId }, select: { phase: true } });
    if (!wave || !isOpenPhase(wave.phase)) throw conflict('This run has ended already.');
    const who = ctx.actor.name;
    await endOpenWave(ctx, tx, connectionId, `Cancelled by ${who}. What was sent already is followed up.`);
    await setPaused(
      tx,
      connectionId,
      'paused',
      `Paused since ${who} cancelled a run. Nobody is added or taken out until someone resumes it.`,
    );
    await recordAudit(ctx, tx, {
      action: 'sync-run.cancel',
      subjectType: 'sync_run',
      subjectId: runId,
      detail: { connectionId: String(connection.id) },
    });
  });
}
