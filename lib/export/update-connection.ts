import type { z } from 'zod';
import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import {
  lockOwnConnection,
  requireFreeBook,
  requireVersion,
  resolveBook,
  settleBookMemory,
} from './connection-records';
import { endOpenWave } from './end-open-wave';
import type { UpdateConnectionInput } from './schemas';

/** Changes the options, or moves the list to another book: the old one is free again and keeps its people. */
export async function updateConnection(
  ctx: Context,
  input: z.output<typeof UpdateConnectionInput>,
): Promise<{ id: string }> {
  permit(ctx, 'connections.write');
  const id = BigInt(input.id);
  const before = await ctx.db.prisma.$transaction((tx) => lockOwnConnection(ctx, tx, id));
  requireVersion(before, input.version);
  const addressBookId = await resolveBook(ctx, { ...input, integrationId: String(before.integrationId) });
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockOwnConnection(ctx, tx, id);
    requireVersion(row, input.version);
    const moves = addressBookId !== row.addressBookId;
    if (moves) {
      await requireFreeBook(ctx, tx, row.integrationId, addressBookId, id);
      await endOpenWave(ctx, tx, id, 'The list was moved to another address book.');
      await settleBookMemory(tx, { addressBookId, listId: row.listId, takeOver: input.takeOver });
    }
    await tx.connection.update({
      where: { id },
      data: {
        options: input.options,
        version: { increment: 1 },
        ...(moves
          ? {
              addressBookId,
              state: 'active' as const,
              stateCode: null,
              stateMessage: null,
              lastExportedAt: null,
              nextExportAt: ctx.now(),
            }
          : {}),
      },
    });
    await recordAudit(ctx, tx, {
      action: 'connection.update',
      subjectType: 'connection',
      subjectId: id,
      detail: {
        options: input.options,
        ...(moves ? { from: row.addressBook.name, addressBookId: String(addressBookId) } : {}),
      },
    });
  });
  return { id: input.id };
}
