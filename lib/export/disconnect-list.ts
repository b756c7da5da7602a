import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { lockOwnConnection } from './connection-records';
import { endOpenWave } from './end-open-wave';

/** The book keeps everyone who is in it; it is free for another list. What is known of its people stays too. */
export async function disconnectList(
  ctx: Context,
  input: { id: string },
): Promise<{ listId: string; bookName: string }> {
  permit(ctx, 'connections.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, BigInt(input.id));
    await endOpenWave(
      ctx,
      tx,
      row.id,
      'The list was disconnected. Everyone in the address book stays there.',
    );
    await tx.connection.update({
      where: { id: row.id },
      data: {
        state: 'disconnected',
        stateCode: null,
        stateMessage: null,
        nextExportAt: null,
        version: { increment: 1 },
      },
    });
    await recordAudit(ctx, tx, {
      action: 'connection.disconnect',
      subjectType: 'connection',
      subjectId: row.id,
      detail: { listId: String(row.listId), addressBook: row.addressBook.name },
    });
    return { listId: String(row.listId), bookName: row.addressBook.name };
  });
}
