import { createAddressBook, forgetWhoPutThemThere } from '../address-books';
import { hiddenListName, maySeeList, type Context } from '../context';
import type { Tx } from '../db';
import { AppError, conflict, notFound, stale } from '../errors';
import { openDotdigital } from '../integrations';
import { fetchOwnList } from '../marketing-lists';

/**
 * The connection's row, locked against planners and other people's changes for the rest of the transaction. Its open wave is
 * locked first, in the order in which workers lock the two.
 */
async function lockConnection(tx: Tx, id: bigint) {
  await tx.$executeRaw`SELECT 1 FROM waves WHERE connection_id = ${id} AND phase IN ('planning', 'sending', 'settling') FOR UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM connections WHERE id = ${id} FOR NO KEY UPDATE`;
  const row = await tx.connection.findUnique({
    where: { id },
    include: { list: true, integration: true, addressBook: true },
  });
  if (!row || row.state === 'disconnected') throw notFound('connection');
  return row;
}

/** The same for someone who changes it: only who may change the list may; to who may not see the list, there is no connection. */
export async function lockOwnConnection(ctx: Context, tx: Tx, id: bigint) {
  const row = await lockConnection(tx, id);
  await fetchOwnList(ctx, tx, row.listId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found' ? notFound('connection') : error;
  });
  return row;
}

export const requireVersion = (row: { version: number }, version: number): void => {
  if (row.version !== version) throw stale('connection');
};

export const openWave = (tx: Tx, connectionId: bigint) =>
  tx.wave.findFirst({ where: { connectionId, phase: { in: ['planning', 'sending', 'settling'] } } });

type BookChoice = {
  integrationId: string;
  addressBookId: string | null;
  newBook: { name: string; visibility: 'Private' | 'Public' } | null;
};

/** The book that was chosen, made at Dotdigital first where it is new and a call that was killed did not make it. */
export async function resolveBook(ctx: Context, choice: BookChoice): Promise<bigint> {
  if (choice.addressBookId !== null) return BigInt(choice.addressBookId);
  if (choice.newBook === null) throw conflict('Choose an address book or name a new one.');
  const integrationId = BigInt(choice.integrationId);
  if (ctx.outside?.wasBegun('address-book.create')) {
    const made = await ctx.db.prisma.addressBook.findFirst({
      where: { integrationId, goneAt: null, name: { equals: choice.newBook.name, mode: 'insensitive' } },
    });
    if (made) return made.id;
  }
  const client = await openDotdigital(ctx, integrationId);
  try {
    const { id } = await createAddressBook(ctx, client, {
      integrationId: choice.integrationId,
      ...choice.newBook,
    });
    return BigInt(id);
  } finally {
    await client.close();
  }
}

/** A book that may be connected: of this integration, still there, and no other list's. */
export async function requireFreeBook(
  ctx: Context,
  tx: Tx,
  integrationId: bigint,
  addressBookId: bigint,
  ownConnectionId: bigint | null,
) {
  const book = await tx.addressBook.findUnique({ where: { id: addressBookId } });
  if (!book || book.integrationId !== integrationId) throw notFound('address book');
  if (book.goneAt) {
    throw conflict('Dotdigital no longer lists this address book. Choose another one.', {
      addressBookId: 'Gone at Dotdigital.',
    });
  }
  const taken = await tx.connection.findFirst({
    where: {
      addressBookId,
      state: { not: 'disconnected' },
      ...(ownConnectionId === null ? {} : { id: { not: ownConnectionId } }),
    },
    include: { list: { select: { name: true, ownerId: true, ownerOnly: true } } },
  });
  if (taken) {
    const name = maySeeList(ctx, taken.list) ? `the list ${taken.list.name}` : hiddenListName;
    throw conflict(
      `This address book is connected to ${name}. A book holds one list; choose another or disconnect that one first.`,
      {
        addressBookId: `Connected to ${name}.`,
      },
    );
  }
  return book;
}

/** Whose people the book holds: of this list (connected before), of another one, or nobody's. */
export async function lastListOfBook(tx: Tx, addressBookId: bigint): Promise<bigint | null> {
  const last = await tx.connection.findFirst({
    where: { addressBookId },
    orderBy: { id: 'desc' },
    select: { listId: true },
  });
  return last?.listId ?? null;
}

/** People whom another list put there become strangers, unless this list takes them over. */
export async function settleBookMemory(
  tx: Tx,
  { addressBookId, listId, takeOver }: { addressBookId: bigint; listId: bigint; takeOver: boolean },
): Promise<number> {
  const last = await lastListOfBook(tx, addressBookId);
  return last === null || last === listId || takeOver ? 0 : forgetWhoPutThemThere(tx, addressBookId);
}
