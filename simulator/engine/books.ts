import { notFound, refuse, refuseTaken } from './failure';
import { isName } from './names';
import type { World } from './world';

export type BookKind = 'all' | 'test' | 'book' | 'segment';

export interface Book {
  id: number;
  account: number;
  kind: BookKind;
  name: string;
  visibility: 'Private' | 'Public';
  contacts: number;
  counted: number;
  writable: number;
  rule: string | null;
  created: number;
}

export interface BookInput {
  name: string;
  visibility?: 'Private' | 'Public';
}

const longestName = 128;
const nameKey = (name: string): string => name.trim().toLowerCase();
const countLagMilliseconds = 60_000;

/** Whether two names count as one. */
const isSameName = (world: World, one: string, other: string): boolean =>
  world.settings.bookNames === 'exact' ? one.trim() === other.trim() : nameKey(one) === nameKey(other);

/** A book, a system book or, because the service takes their ids in the same places, a segment. */
export function findBook(world: World, account: number, id: number): Book | undefined {
  return world.store.row<Book>('SELECT * FROM books WHERE id = ? AND account = ?', id, account);
}

export function getBook(world: World, account: number, id: number): Book {
  const book = findBook(world, account, id);
  if (!book) throw notFound('ERROR_ADDRESSBOOK_NOT_FOUND');
  return book;
}

export function getWritableBook(world: World, account: number, id: number): Book {
  const book = getBook(world, account, id);
  if (book.kind !== 'book' || book.writable === 0)
    throw refuse('ERROR_ADDRESSBOOK_NOTWRITABLE', 'Address book cannot be written to via the API.');
  return book;
}

export function listBooks(
  world: World,
  account: number,
  page: { select: number; skip: number },
  visibility?: 'Private' | 'Public',
): Book[] {
  const books = visibility
    ? world.store.rows<Book>(
        "SELECT * FROM books WHERE account = ? AND kind <> 'segment' AND visibility = ? ORDER BY id LIMIT ? OFFSET ?",
        account,
        visibility,
        page.select,
        page.skip,
      )
    : world.store.rows<Book>(
        "SELECT * FROM books WHERE account = ? AND kind <> 'segment' ORDER BY id LIMIT ? OFFSET ?",
        account,
        page.select,
        page.skip,
      );
  return books.map((book) => withCount(world, book));
}

/** The book with its number of contacts; that number stands still while an import into the book runs. */
export function withCount(world: World, book: Book): Book {
  if (book.kind === 'all') return { ...book, contacts: countSubscribed(world, book.account) };
  if (book.counted === 1 || isImporting(world, book) || lagsBehind(world, book)) return book;
  const contacts = world.store.number('SELECT count(*) AS n FROM members WHERE book = ?', book.id);
  world.store.run('UPDATE books SET contacts = ?, counted = 1 WHERE id = ?', contacts, book.id);
  return { ...book, contacts, counted: 1 };
}

/** By a switch a count is taken at most once a minute. */
function lagsBehind(world: World, { id }: Book): boolean {
  if (world.settings.bookCount === 'exact') return false;
  const key = `counted ${id}`;
  const countedAt = world.memo.get(key) as number | undefined;
  if (countedAt !== undefined && world.now() - countedAt < countLagMilliseconds) return true;
  world.memo.set(key, world.now());
  return false;
}

export function touchBook(world: World, id: number): void {
  world.store.run('UPDATE books SET counted = 0 WHERE id = ? AND counted = 1', id);
}

export function countSubscribed(world: World, account: number): number {
  return world.store.number(
    "SELECT count(*) AS n FROM contacts WHERE account = ? AND binned = 0 AND status = 'Subscribed'",
    account,
  );
}

function isImporting(world: World, book: Book): boolean {
  const active = world.store.rows<{ books: string }>(
    'SELECT books FROM imports WHERE account = ? AND active = 1',
    book.account,
  );
  return active.some(({ books }) => (JSON.parse(books) as number[]).includes(book.id));
}

export function createBook(world: World, account: number, input: BookInput, kind: BookKind = 'book'): Book {
  const name = readName(world, account, input.name);
  if (kind === 'book') {
    const count = world.store.number(
      "SELECT count(*) AS n FROM books WHERE account = ? AND kind = 'book'",
      account,
    );
    if (count >= world.settings.maxBooks)
      throw refuse('ERROR_ADDRESSBOOK_LIMITEXCEEDED', 'Too many address books.');
  }
  return insertBook(world, account, name, kind, input.visibility ?? 'Private');
}

export function createSystemBooks(world: World, account: number): void {
  insertBook(world, account, 'All Contacts', 'all', 'Private');
  insertBook(world, account, 'Test', 'test', 'Private');
}

function insertBook(
  world: World,
  account: number,
  name: string,
  kind: BookKind,
  visibility: string,
  rule: string | null = null,
): Book {
  const { id } = world.store.run(
    'INSERT INTO books (account, kind, name, nameKey, visibility, rule, created, counted) VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
    account,
    kind,
    name,
    nameKey(name),
    visibility,
    rule,
    world.now(),
  );
  return getBook(world, account, id);
}

export function updateBook(world: World, account: number, id: number, input: BookInput): Book {
  const book = getWritableBook(world, account, id);
  const name = isSameName(world, input.name, book.name)
    ? input.name.trim()
    : readName(world, account, input.name);
  world.store.run(
    'UPDATE books SET name = ?, nameKey = ?, visibility = ? WHERE id = ?',
    name,
    nameKey(name),
    input.visibility ?? book.visibility,
    id,
  );
  return withCount(world, getBook(world, account, id));
}

/** The contacts stay in the account, unless a switch says otherwise; what was suppressed for this book alone ends with it. */
export function deleteBook(world: World, account: number, id: number): void {
  const book = getWritableBook(world, account, id);
  if (isImporting(world, book)) throw refuse('ERROR_ADDRESSBOOK_IN_USE', 'Address book is in use.');
  removeBook(world, id);
}

export function removeBook(world: World, id: number): void {
  if (world.settings.deletedBook === 'binned') binLoneMembers(world, id);
  if (world.settings.membershipMovesModified)
    world.store.run(
      'UPDATE contacts SET modified = ? WHERE id IN (SELECT contact FROM members WHERE book = ?)',
      world.now(),
      id,
    );
  world.store.run('DELETE FROM members WHERE book = ?', id);
  world.store.run('DELETE FROM bookSuppressions WHERE book = ?', id);
  world.store.run('DELETE FROM campaignBooks WHERE book = ?', id);
  world.store.run('DELETE FROM books WHERE id = ?', id);
}

function binLoneMembers(world: World, book: number): void {
  world.store.run(
    'UPDATE contacts SET binned = 1, modified = ? WHERE id IN (SELECT contact FROM members WHERE book = ?2) AND id NOT IN (SELECT contact FROM members WHERE book <> ?2 AND contact IN (SELECT contact FROM members WHERE book = ?2))',
    world.now(),
    book,
  );
}

function readName(world: World, account: number, given: string): string {
  const name = given.trim();
  if (!isName(world, name, longestName))
    throw refuse(world.settings.bookNameCode, 'Address book name is not valid.');
  // Books, segments and the two reserved names share one table and so one space of names.
  const alike = world.store.rows<{ name: string }>(
    'SELECT name FROM books WHERE account = ? AND nameKey = ?',
    account,
    nameKey(name),
  );
  if (alike.some((book) => isSameName(world, book.name, name)))
    throw refuseTaken(
      world,
      'ERROR_ADDRESSBOOK_DUPLICATE',
      'That name is in use already, please choose another.',
    );
  return name;
}

export function setBookWritable(world: World, account: number, id: number, writable: boolean): Book {
  getBook(world, account, id);
  world.store.run('UPDATE books SET writable = ? WHERE id = ?', writable ? 1 : 0, id);
  return getBook(world, account, id);
}
