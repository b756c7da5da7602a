import { readChannel } from '../channel';
import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { conflict } from '../errors';
import { permit } from '../permissions';
import { requireFreeBook, settleBookMemory } from './choose-book';
import { isLive } from './live-connection';
import { lockEndedConnection, type LockedConnection } from './lock-connection';
import { noReason } from './set-state';

/**
 * Takes a disconnection back: the same connection goes on with its book and options, in the state it was in. Its next plan is made anew, so
 * nobody is sent whom it would not send now; what Dotdigital refused stays stopped until someone resumes it (law L7).
 */
export async function reconnectList(ctx: Context, input: { id: string }): Promise<{ id: string }> {
  permit(ctx, 'connections.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockEndedConnection(ctx, tx, BigInt(input.id));
    await requireReconnectable(tx, row);
    const book = await requireFreeBook(ctx, tx, {
      integrationId: row.integrationId,
      addressBookId: row.addressBookId,
      channel: readChannel(row.addressBook.channel),
      ownConnectionId: row.id,
    });
    await settleBookMemory(tx, { addressBookId: book.id, listId: row.listId, takeOver: false });
    await tx.connection.update({
      where: { id: row.id },
      data: {
        ...formerState(row),
        disconnectedFrom: null,
        nextExportAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    await recordAudit(ctx, tx, {
      action: 'connection.reconnect',
      subjectType: 'connection',
      subjectId: row.id,
      detail: { listId: String(row.listId), addressBook: book.name },
    });
  });
  return input;
}

/** What was held is planned again, and held again where it is still as much. */
function formerState({ disconnectedFrom, stateCode, stateMessage }: LockedConnection) {
  if (disconnectedFrom !== 'paused' && disconnectedFrom !== 'stopped')
    return { state: 'active' as const, ...noReason };
  return {
    state: disconnectedFrom,
    stateCode: stateCode ?? disconnectedFrom,
    stateMessage: stateMessage ?? 'Nobody is added or taken out until someone resumes it.',
  };
}

async function requireReconnectable(tx: Tx, { listId, integrationId, list, integration }: LockedConnection) {
  if (list.archivedAt)
    throw conflict('The list is archived, so it is not connected again. Restore it first.');
  if (integration.deletedAt)
    throw conflict('The integration was deleted, so there is no book to go back to.');
  if (!integration.active)
    throw conflict(
      'The integration is deactivated, so nothing is connected. Activate it first, then connect the list.',
    );
  const other = await tx.connection.findFirst({
    where: { listId, integrationId, ...isLive },
    include: { addressBook: { select: { name: true } } },
  });
  if (other)
    throw conflict(`The list has been connected to ${other.addressBook.name} in this integration meanwhile.`);
}
