import type { z } from 'zod';
import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { conflict, notFound } from '../errors';
import { fetchOwnList } from '../marketing-lists';
import { requireFreeBook, settleBookMemory } from './choose-book';
import { readSettings } from '../settings';
import { ownOptions } from './effective-options';
import { isLive } from './live-connection';
import { refuseByNumber, requireColumnFor, requireNumbersOffered } from './numbers-only';
import { inShadow } from './pause-connection';
import type { ConnectListInput } from './schemas';

type Choice = z.output<typeof ConnectListInput>;

/** Everything that can be refused before a book is made at Dotdigital. */
export async function requireConnectable(ctx: Context, input: Choice): Promise<void> {
  const { prisma } = ctx.db;
  const [listId, integrationId] = [BigInt(input.listId), BigInt(input.integrationId)];
  const list = await fetchOwnList(ctx, prisma, listId);
  if (list.archivedAt) throw notFound('marketing list');
  await requireColumnFor(ctx, input.channel, list);
  refuseByNumber(input.channel, input.options);
  const integration = await prisma.integration.findFirst({ where: { id: integrationId, deletedAt: null } });
  if (!integration) throw notFound('integration');
  if (!integration.active)
    throw conflict('This integration is deactivated. Activate it first, or choose another.', {
      integrationId: 'Deactivated.',
    });
  if (input.channel === 'sms') await requireNumbersOffered(ctx, integration);
  const existing = await prisma.connection.findFirst({
    where: { listId, integrationId, ...isLive },
    include: { addressBook: { select: { name: true } } },
  });
  if (existing) {
    throw conflict(
      `This list is connected to ${existing.addressBook.name} in this integration already, and a list feeds one book of an account. Use Connection Settings to move it.`,
    );
  }
}

/** The row that joins the list to the book, due at once. */
export async function createConnection(
  ctx: Context,
  tx: Tx,
  input: Choice & { bookId: bigint },
): Promise<{ id: bigint; integrationId: bigint }> {
  const [listId, integrationId] = [BigInt(input.listId), BigInt(input.integrationId)];
  const addressBookId = input.bookId;
  const book = await requireFreeBook(ctx, tx, { integrationId, addressBookId, channel: input.channel });
  const strangers = await settleBookMemory(tx, { addressBookId, listId, takeOver: input.takeOver });
  const options = ownOptions(input.options, await readSettings(ctx, tx, integrationId));
  const { id } = await tx.connection.create({
    data: {
      listId,
      integrationId,
      addressBookId,
      options,
      nextExportAt: ctx.now(),
      ...(input.shadow ? { state: 'paused', stateCode: 'shadow', stateMessage: inShadow } : {}),
      createdById: ctx.actor.kind === 'person' ? BigInt(ctx.actor.userId) : null,
    },
  });
  await recordAudit(ctx, tx, {
    action: 'connection.connect',
    subjectType: 'connection',
    subjectId: id,
    detail: {
      listId: input.listId,
      integrationId: input.integrationId,
      addressBook: book.name,
      channel: input.channel,
      strangers,
      options,
      ...(input.shadow ? { shadow: true } : {}),
    },
  });
  return { id, integrationId };
}
