import { type Context, recordAudit } from '../context';
import { DotdigitalError, type DotdigitalClient, type WireAddressBook } from '../dotdigital';
import { conflict } from '../errors';
import { permit } from '../permissions';
import { bookNameProblem } from './check-book-name';
import type { AddressBookOption, CreateAddressBook } from './schemas';
import { storeSeenBooks } from './seen-books';

type Created = AddressBookOption & {
  /** It was at Dotdigital already, unseen here: taken in, not made. */
  takenIn: boolean;
};

/**
 * Makes a book at Dotdigital, then here. Safe to repeat: an answer that never came is settled by looking whether the book
 * is there now. `dotdigital` is the integration's client.
 */
export async function createAddressBook(
  ctx: Context,
  dotdigital: Pick<DotdigitalClient, 'createAddressBook' | 'addressBooks'>,
  input: CreateAddressBook,
): Promise<Created> {
  permit(ctx, 'connections.write');
  const integrationId = BigInt(input.integrationId);
  const problem = await bookNameProblem(ctx, integrationId, input.name);
  if (problem !== null) throw nameError(problem);
  await ctx.outside?.begin('address-book.create');
  const { book, takenIn } = await makeOrFind(dotdigital, input);
  return ctx.db.prisma.$transaction(async (tx) => {
    await storeSeenBooks(tx, { integrationId, rows: [book], seenAt: ctx.now() });
    const row = await tx.addressBook.findUniqueOrThrow({
      where: { integrationId_dotdigitalId: { integrationId, dotdigitalId: book.id } },
      select: { id: true, name: true, visibility: true, contactCount: true },
    });
    await recordAudit(ctx, tx, {
      action: takenIn ? 'address-book.take-in' : 'address-book.create',
      subjectType: 'address_book',
      subjectId: row.id,
      detail: { name: row.name },
    });
    return { ...row, id: String(row.id), takenIn };
  });
}

async function makeOrFind(
  dotdigital: Pick<DotdigitalClient, 'createAddressBook' | 'addressBooks'>,
  input: CreateAddressBook,
): Promise<{ book: WireAddressBook; takenIn: boolean }> {
  try {
    return {
      book: await dotdigital.createAddressBook({ name: input.name, visibility: input.visibility }),
      takenIn: false,
    };
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    const isDuplicate = error.vendorCode === 'ERROR_ADDRESSBOOK_DUPLICATE';
    if (!isDuplicate && error.acted === 'no') throw error;
    const book = await findByName(dotdigital, input.name);
    if (book) return { book, takenIn: isDuplicate };
    if (isDuplicate) throw nameError('A segment at Dotdigital has this name already. Choose another name.');
    throw error;
  }
}

async function findByName(
  dotdigital: Pick<DotdigitalClient, 'addressBooks'>,
  name: string,
): Promise<WireAddressBook | null> {
  const wanted = name.trim().toLowerCase();
  for await (const { rows } of dotdigital.addressBooks()) {
    const found = rows.find((row) => row.name.trim().toLowerCase() === wanted);
    if (found) return found;
  }
  return null;
}

const nameError = (message: string) => conflict(message, { name: message });
