import { touchBook, type Book } from './books';
import { findByEmail, isSuppressed, saveContact, type Contact, type ContactInput } from './contacts';
import { refuseTaken } from './failure';
import type { World } from './world';

/** Makes or updates the contact and puts it in the book, unless either refuses it. */
export function saveInBook(world: World, book: Book, input: ContactInput): Contact {
  const known = findByEmail(world, book.account, input.email);
  if (known && !isSuppressed(known.status) && isSuppressedForBook(world, book.id, known.id)) {
    throw refuseTaken(
      world,
      'ERROR_CONTACT_SUPPRESSEDFORADDRESSBOOK',
      'Contact is suppressed for this address book.',
    );
  }
  const contact = saveContact(world, book.account, input);
  addMember(world, book.id, contact.id);
  return contact;
}

export function isSuppressedForBook(world: World, book: number, contact: number): boolean {
  return (
    world.store.row('SELECT 1 AS n FROM bookSuppressions WHERE book = ? AND contact = ?', book, contact) !==
    undefined
  );
}

export function isMember(world: World, book: number, contact: number): boolean {
  return (
    world.store.row('SELECT 1 AS n FROM members WHERE book = ? AND contact = ?', book, contact) !== undefined
  );
}

export function addMember(world: World, book: number, contact: number): void {
  const { changes } = world.store.run(
    'INSERT OR IGNORE INTO members (book, contact, added) VALUES (?, ?, ?)',
    book,
    contact,
    world.now(),
  );
  if (changes > 0) noteMembershipChange(world, book, contact);
}

/** A book and somebody for it. */
export type MemberPair = [book: number, contact: number];

/** Many at once; nobody comes into a book that they left, nor while they are suppressed. */
export function addPairs(world: World, pairs: MemberPair[]): void {
  world.store.run(
    `INSERT OR IGNORE INTO members (book, contact, added) SELECT b.id, c.id, ? FROM json_each(?) j CROSS JOIN contacts c ON c.id = j.value ->> 1 CROSS JOIN books b ON b.id = j.value ->> 0
     WHERE c.binned = 0 AND c.status IN ('Subscribed', 'PendingOptIn', 'NoSubscription') AND NOT EXISTS (SELECT 1 FROM bookSuppressions s WHERE s.book = b.id AND s.contact = c.id)`,
    world.now(),
    JSON.stringify(pairs),
  );
  world.store.run(
    'UPDATE books SET counted = 0 WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify([...new Set(pairs.map(([book]) => book))]),
  );
}

export function removeMember(world: World, book: number, contact: number): boolean {
  const { changes } = world.store.run('DELETE FROM members WHERE book = ? AND contact = ?', book, contact);
  if (changes > 0) noteMembershipChange(world, book, contact);
  return changes > 0;
}

export function removeMembers(world: World, book: number, contacts: number[]): void {
  const list = JSON.stringify(contacts);
  if (world.settings.membershipMovesModified) {
    world.store.run(
      'UPDATE contacts SET modified = ? WHERE id IN (SELECT contact FROM members WHERE book = ? AND contact IN (SELECT value FROM json_each(?)))',
      world.now(),
      book,
      list,
    );
  }
  world.store.run(
    'DELETE FROM members WHERE book = ? AND contact IN (SELECT value FROM json_each(?))',
    book,
    list,
  );
  touchBook(world, book);
}

export function emptyBook(world: World, book: number): void {
  if (world.settings.membershipMovesModified) {
    world.store.run(
      'UPDATE contacts SET modified = ? WHERE id IN (SELECT contact FROM members WHERE book = ?)',
      world.now(),
      book,
    );
  }
  world.store.run('DELETE FROM members WHERE book = ?', book);
  touchBook(world, book);
}

export function listBooksOf(world: World, contact: Contact, page: { select: number; skip: number }): Book[] {
  return world.store.rows<Book>(
    `SELECT * FROM books WHERE kind <> 'segment' AND (id IN (SELECT book FROM members WHERE contact = ?) OR (account = ? AND kind = 'all' AND ? = 'Subscribed'))
     ORDER BY id LIMIT ? OFFSET ?`,
    contact.id,
    contact.account,
    contact.status,
    page.select,
    page.skip,
  );
}

function noteMembershipChange(world: World, book: number, contact: number): void {
  touchBook(world, book);
  if (world.settings.membershipMovesModified)
    world.store.run('UPDATE contacts SET modified = ? WHERE id = ?', world.now(), contact);
}
