import { createAddressBook, forgetWhoPutThemThere, settleBookChannel } from '../address-books';
import type { Channel } from '../channel';
import { hiddenListName, maySeeList, type Context } from '../context';
import { sameIgnoringCase, type Tx } from '../db';
import { conflict, notFound } from '../errors';
import { openDotdigital } from '../integrations';
import { isLive } from './live-connection';

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
      where: { integrationId, goneAt: null, name: sameIgnoringCase(choice.newBook.name) },
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

type WantedBook = {
  integrationId: bigint;
  addressBookId: bigint;
  channel: Channel;
  ownConnectionId?: bigint | null;
};

/** A book that may be connected: of this integration, still there, fed by this channel or by none so far, and no other list's. */
export async function requireFreeBook(
  ctx: Context,
  tx: Tx,
  { integrationId, addressBookId, channel, ownConnectionId = null }: WantedBook,
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
      ...isLive,
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
  await settleBookChannel(tx, book, channel);
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
