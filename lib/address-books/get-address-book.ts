import type { Context } from '../context';
import { notFound } from '../errors';
import { readKnownSince } from './people-then';
import { permit } from '../permissions';
import type { AddressBookView } from './schemas';

/** One book, for the page of its people. */
export async function getAddressBook(ctx: Context, id: string): Promise<AddressBookView> {
  permit(ctx, 'integrations.read');
  const book = await ctx.db.prisma.addressBook.findFirst({
    where: { id: BigInt(id), integration: { deletedAt: null } },
    select: {
      name: true,
      contactCount: true,
      seenAt: true,
      integration: { select: { id: true, name: true } },
    },
  });
  if (!book) throw notFound('address book');
  return {
    id,
    name: book.name,
    contactCount: book.contactCount,
    countedAt: book.seenAt.toISOString(),
    knownSince: (await readKnownSince(ctx.db.prisma, BigInt(id)))?.toISOString() ?? null,
    integration: { id: String(book.integration.id), name: book.integration.name },
  };
}
