import { listBooks, withCount, type Book } from '../../engine/books';
import type { World } from '../../engine/world';

/** Address books and, as the service offers them in the same place, segments. */
export function listSendable(world: World, account: number): Book[] {
  const segments = world.store.rows<Book>("SELECT * FROM books WHERE account = ? AND kind = 'segment' ORDER BY id", account);
  return [...allBooks(world, account), ...segments.map((segment) => withCount(world, segment))];
}

export const allBooks = (world: World, account: number): Book[] => listBooks(world, account, { select: 100_000, skip: 0 });
