import { markBooksGone, storeSeenBooks } from '../../address-books';
import type { WireAddressBook } from '../../dotdigital';
import { loadCursor, saveCursor } from '../import-cursor';
import { addCount, store, type Pass } from '../pass';
import { readShiftingPages } from '../read-shifting-pages';

/**
 * Every pass reads all books. Those no longer listed are marked with the date, but only when a second reading says the same:
 * an answer that was empty or cut short once must not end a connection (reliability.md P10).
 */
export async function pullAddressBooks(pass: Pass): Promise<void> {
  const key = { integrationId: pass.integrationId, connector: 'address_books' as const, scopeId: '' };
  const books = await readAll(pass);
  const known = await pass.ctx.db.prisma.addressBook.findMany({
    where: { integrationId: pass.integrationId, goneAt: null },
    select: { dotdigitalId: true },
  });
  const isMissing = known.some(({ dotdigitalId }) => !books.has(dotdigitalId));
  if (isMissing) for (const [id, book] of await readAll(pass)) books.set(id, book);
  const { position } = await loadCursor(pass.ctx.db.prisma, key, pass.ctx.now());
  const now = pass.ctx.now();
  const changed = await store(pass, async (tx) => {
    const stored = await storeSeenBooks(tx, {
      integrationId: pass.integrationId,
      rows: [...books.values()],
      seenAt: now,
    });
    const gone = isMissing
      ? await markBooksGone(tx, { integrationId: pass.integrationId, listedIds: [...books.keys()], at: now })
      : 0;
    await saveCursor(tx, key, { since: null, position: { ...position, completeAt: now }, finishedAt: now });
    return stored + gone;
  });
  addCount(pass, 'addressBooks', changed);
}

async function readAll(pass: Pass): Promise<Map<number, WireAddressBook>> {
  const books = new Map<number, WireAddressBook>();
  const pages = readShiftingPages({
    open: (options) => pass.client.addressBooks(options),
    identity: ({ id }) => String(id),
    start: { skip: 0, tail: [] },
  });
  for await (const page of pages) {
    for (const book of page.rows) books.set(book.id, book);
    addCount(pass, 'setAside', page.refused.length);
  }
  return books;
}
