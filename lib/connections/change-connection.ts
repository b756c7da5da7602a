import type { z } from 'zod';
import { readChannel } from '../channel';
import { differences, recordAudit, type Context } from '../context';
import { Prisma, type Tx } from '../db';
import { readSettings } from '../settings';
import { ownOptions } from './effective-options';
import { refuseByNumber } from './numbers-only';
import { requireFreeBook, settleBookMemory } from './choose-book';
import type { LockedConnection } from './lock-connection';
import { noReason } from './set-state';
import { OwnOptions, type UpdateConnectionInput } from './schemas';

const notReadBack = {
  readBackAskedAt: null,
  readBackAt: null,
  readBackCounts: Prisma.DbNull,
  inStep: Prisma.DbNull,
};

type Change = z.output<typeof UpdateConnectionInput> & { bookId: bigint };

/** New options; in another book it begins anew, and the old book is free and keeps its people. */
export async function changeConnection(
  ctx: Context,
  tx: Tx,
  row: LockedConnection,
  { bookId, takeOver, options: asked }: Change,
): Promise<void> {
  const channel = readChannel(row.addressBook.channel);
  refuseByNumber(channel, asked);
  const moves = bookId !== row.addressBookId;
  if (moves) {
    await requireFreeBook(ctx, tx, {
      integrationId: row.integrationId,
      addressBookId: bookId,
      channel,
      ownConnectionId: row.id,
    });
    await settleBookMemory(tx, { addressBookId: bookId, listId: row.listId, takeOver });
  }
  const options = ownOptions(asked, await readSettings(ctx, tx, row.integrationId));
  const anew = {
    addressBookId: bookId,
    state: 'active' as const,
    ...noReason,
    pausedUntil: null,
    lastExportedAt: null,
    ...notReadBack,
  };
  await tx.connection.update({
    where: { id: row.id },
    data: {
      options,
      // Whoever was held back by a start without back-fill is sent once it is on, and judged anew in another book.
      ...(options.backFill !== false || moves ? { onlyFrom: null } : {}),
      version: { increment: 1 },
      ...(moves ? { ...anew, nextExportAt: ctx.now() } : {}),
    },
  });
  await recordAudit(ctx, tx, {
    action: 'connection.update',
    subjectType: 'connection',
    subjectId: row.id,
    detail: {
      options,
      ...differences(
        { ...OwnOptions.catch({}).parse(row.options), addressBookId: row.addressBookId },
        { ...options, addressBookId: bookId },
      ),
    },
  });
}

/** The book keeps everyone who is in it and is free for another list. What is known of its people stays too. */
export async function endConnection(ctx: Context, tx: Tx, row: LockedConnection): Promise<void> {
  await tx.connection.update({
    where: { id: row.id },
    data: {
      state: 'disconnected',
      disconnectedFrom: row.state,
      ...(row.state === 'active' ? noReason : {}),
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
}
