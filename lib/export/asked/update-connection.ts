import type { z } from 'zod';
import { changeConnection, lockOwnConnection, requireVersion, resolveBook } from '../../connections';
import type { UpdateConnectionInput } from '../../connections/schemas';
import type { Context } from '../../context';
import { permit } from '../../permissions';
import { endOpenWave } from '../waves/end-open-wave';

/** Changes the options, or moves the list to another book, which ends what is under way for the old one. */
export async function updateConnection(
  ctx: Context,
  input: z.output<typeof UpdateConnectionInput>,
): Promise<{ id: string }> {
  permit(ctx, 'connections.write');
  const id = BigInt(input.id);
  const before = await ctx.db.prisma.$transaction((tx) => lockOwnConnection(ctx, tx, id));
  requireVersion(before, input.version);
  const bookId = await resolveBook(ctx, { ...input, integrationId: String(before.integrationId) });
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, id);
    requireVersion(row, input.version);
    if (bookId !== row.addressBookId)
      await endOpenWave(ctx, tx, id, 'The list was moved to another address book.');
    await changeConnection(ctx, tx, row, { ...input, bookId });
  });
  return { id: input.id };
}
