import type { z } from 'zod';
import { recordAudit, type Context } from '../context';
import { conflict, notFound } from '../errors';
import { fetchOwnList } from '../marketing-lists';
import { permit } from '../permissions';
import { findField, readCatalogue } from '../crm';
import { createWave } from './begin-wave';
import { requireFreeBook, resolveBook, settleBookMemory } from './connection-records';
import type { ConnectListInput, RequestedRun } from './schemas';

/** Joins a list to an address book and asks for the first sync at once. Nothing is sent in here. */
export async function connectList(
  ctx: Context,
  input: z.output<typeof ConnectListInput>,
): Promise<RequestedRun> {
  permit(ctx, 'connections.write');
  const [listId, integrationId] = [BigInt(input.listId), BigInt(input.integrationId)];
  await requireConnectable(ctx, listId, integrationId);
  const addressBookId = await resolveBook(ctx, input);
  return ctx.db.prisma.$transaction(async (tx) => {
    const book = await requireFreeBook(ctx, tx, integrationId, addressBookId, null);
    const strangers = await settleBookMemory(tx, { addressBookId, listId, takeOver: input.takeOver });
    const connection = await tx.connection.create({
      data: {
        listId,
        integrationId,
        addressBookId,
        options: input.options,
        nextExportAt: ctx.now(),
        createdById: ctx.actor.kind === 'person' ? BigInt(ctx.actor.userId) : null,
      },
    });
    const wave = await createWave(
      ctx,
      tx,
      { connectionId: connection.id, integrationId },
      { kind: 'first', trigger: 'connect', owner: null },
    );
    await recordAudit(ctx, tx, {
      action: 'connection.connect',
      subjectType: 'connection',
      subjectId: connection.id,
      detail: {
        listId: input.listId,
        integrationId: input.integrationId,
        addressBook: book.name,
        strangers,
        options: input.options,
      },
    });
    return { connectionId: String(connection.id), runId: String(wave.runId) };
  });
}

/** Everything that can be refused before a book is made at Dotdigital. */
async function requireConnectable(ctx: Context, listId: bigint, integrationId: bigint): Promise<void> {
  const { prisma } = ctx.db;
  const list = await fetchOwnList(ctx, prisma, listId);
  if (list.archivedAt) throw notFound('marketing list');
  const catalogue = await readCatalogue(prisma, list.entity);
  if (!list.columns.some((name) => findField(catalogue, name)?.type === 'email')) {
    throw conflict(
      'This list has no column with an e-mail address, so nobody on it could be sent to. Add the column E-mail to the list first.',
    );
  }
  const integration = await prisma.integration.findFirst({ where: { id: integrationId, deletedAt: null } });
  if (!integration) throw notFound('integration');
  if (!integration.active)
    throw conflict('This integration is deactivated. Activate it first, or choose another.', {
      integrationId: 'Deactivated.',
    });
  const existing = await prisma.connection.findFirst({
    where: { listId, integrationId, state: { not: 'disconnected' } },
    include: { addressBook: { select: { name: true } } },
  });
  if (existing) {
    throw conflict(
      `This list is connected to ${existing.addressBook.name} in this integration already. Use Connection Settings to move it.`,
    );
  }
}
