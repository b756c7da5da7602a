import { endConnection, lockOwnConnection } from '../../connections';
import type { Context } from '../../context';
import { permit } from '../../permissions';
import { endOpenWave } from '../waves/end-open-wave';

/** Ends the connection and what is under way for it; the people stay in the book. */
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
    await tx.readyWish.deleteMany({ where: { connectionId: row.id } });
    await endConnection(ctx, tx, row);
    return { listId: String(row.listId), bookName: row.addressBook.name };
  });
}
