import { heldByRestore, lockOwnConnection, type LockedConnection } from '../../connections';
import { recordAudit, type Context } from '../../context';
import type { Tx } from '../../db';
import { conflict } from '../../errors';
import { permit } from '../../permissions';
import { createWave } from '../waves/begin-wave';
import { findOpenWave, wakeOpenWave } from '../open-wave';
import type { RequestedRun } from '../schemas';

/**
 * Asks for a run now. Answers with the run under way where there is one (and wakes it), so pressing twice is pressing once.
 * The work itself is done by whoever looks for due rows.
 */
export async function requestSync(ctx: Context, input: { id: string }): Promise<RequestedRun> {
  permit(ctx, 'connections.sync');
  return ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, BigInt(input.id));
    requireSendable(connection);
    const runId = await wakeOrCreate(ctx, tx, connection);
    await recordAudit(ctx, tx, {
      action: 'connection.sync',
      subjectType: 'connection',
      subjectId: connection.id,
      detail: { runId: String(runId) },
    });
    return { connectionId: input.id, runId: String(runId) };
  });
}

export function requireSendable(connection: LockedConnection): void {
  if (!connection.integration.active || connection.integration.deletedAt) {
    throw conflict('The integration is deactivated, so nothing is sent. Activate it first.');
  }
  if (connection.restoredAt !== null) throw conflict(heldByRestore);
  if (connection.state === 'paused') throw conflict('The connection is paused. Resume it first.');
  if (connection.state === 'stopped')
    throw conflict(
      connection.stateCode === 'book_gone' && connection.stateMessage
        ? connection.stateMessage
        : 'Dotdigital refused the last run. Look at its reason, then press Resume.',
    );
}

/** The run under way, woken, or a new one that a person asked for. */
export async function wakeOrCreate(
  ctx: Context,
  tx: Tx,
  connection: { id: bigint; integrationId: bigint },
): Promise<bigint> {
  const open = await findOpenWave(tx, connection.id);
  if (open) {
    await wakeOpenWave(tx, connection.id);
    return open.syncRunId;
  }
  const wave = await createWave(
    ctx,
    tx,
    { ...connection, connectionId: connection.id },
    { kind: 'manual', trigger: 'button', held: false },
  );
  return wave.runId;
}
