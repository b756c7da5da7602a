import { doubtHeldValues } from '../../address-books';
import { lockOwnConnection, requestReadBack } from '../../connections';
import type { SendAgainInput } from '../../connections/schemas';
import { recordAudit, type Context } from '../../context';
import { permit } from '../../permissions';
import { requestSync, requireSendable } from './request-sync';
import type { RequestedRun } from '../schemas';

/**
 * Sends what Dotdigital is thought to hold once more, with a run that begins now, and reads the book back behind it: of everyone in the
 * book, or of those whose values somebody changed there.
 */
export async function sendAgain(
  ctx: Context,
  input: SendAgainInput,
): Promise<RequestedRun & { count: number }> {
  permit(ctx, 'connections.write');
  const count = await ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, BigInt(input.id));
    requireSendable(connection);
    const { id, addressBookId } = connection;
    const doubted = await doubtHeldValues(tx, { addressBookId, whose: input.whose });
    await recordAudit(ctx, tx, {
      action: 'connection.send-again',
      subjectType: 'connection',
      subjectId: id,
      detail: { whose: input.whose, count: doubted },
    });
    return doubted;
  });
  const run = await requestSync(ctx, { id: input.id });
  await requestReadBack(ctx, { id: input.id });
  return { ...run, count };
}
