import { listBooks, withCount, type Book } from '../../engine/books';
import { listSegments } from '../../engine/segments';
import type { World } from '../../engine/world';

/** The account's own address books first, then its segments, then the two that every account has. */
export function listSendable(world: World, account: number): Book[] {
  const books = allBooks(world, account);
  const own = books.filter(({ kind }) => kind === 'book');
  const segments = listSegments(world, account, everything).map((segment) => withCount(world, segment));
  return [...own, ...segments, ...books.filter(({ kind }) => kind !== 'book')];
}

export const allBooks = (world: World, account: number): Book[] => listBooks(world, account, everything);

const everything = { select: 100_000, skip: 0 };
