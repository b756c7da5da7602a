import type { Book } from '../../engine/books';
import type { Contact } from '../../engine/contacts';
import type { FieldMap } from '../../engine/data-fields';
import type { SqlValue } from '../../engine/store';
import type { World } from '../../engine/world';

export interface ContactSearch {
  /** A part of the address or of a field's value. */
  text: string;
  status: string;
  select: number;
  skip: number;
}

export interface FoundContacts {
  rows: Contact[];
  total: number;
}

/** Those who unsubscribed from this book alone: the service keeps them apart from its members. */
export const leftTheBook = 'LeftTheBook';

export function searchBook(world: World, book: Book, search: ContactSearch): FoundContacts {
  if (book.kind === 'all')
    return find(
      world,
      'contacts c',
      "c.account = ? AND c.binned = 0 AND c.status = 'Subscribed'",
      [book.account],
      { ...search, status: '' },
    );
  if (search.status === leftTheBook)
    return find(world, 'bookSuppressions s JOIN contacts c ON c.id = s.contact', 's.book = ?', [book.id], {
      ...search,
      status: '',
    });
  return find(world, 'members m CROSS JOIN contacts c ON c.id = m.contact', 'm.book = ?', [book.id], search);
}

/** Everybody the account knows, suppressed people included; those in the recycle bin when the status asked for is Deleted. */
export function searchAccount(world: World, account: number, search: ContactSearch): FoundContacts {
  if (search.status === 'Deleted')
    return find(world, 'contacts c', 'c.account = ? AND c.binned = 1', [account], { ...search, status: '' });
  return find(world, 'contacts c', 'c.account = ? AND c.binned = 0', [account], search);
}

function find(
  world: World,
  from: string,
  where: string,
  values: SqlValue[],
  { text, status, select, skip }: ContactSearch,
): FoundContacts {
  const conditions = [where, 'c.email IS NOT NULL'];
  const given = [...values];
  if (status !== '') {
    conditions.push('c.status = ?');
    given.push(status);
  }
  if (text !== '') {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      "(c.email LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM json_each(c.data) WHERE value LIKE ? ESCAPE '\\'))",
    );
    given.push(pattern, pattern);
  }
  const source = `FROM ${from} WHERE ${conditions.join(' AND ')}`;
  return {
    rows: world.store.rows<Contact>(
      `SELECT c.* ${source} ORDER BY c.id LIMIT ? OFFSET ?`,
      ...given,
      select,
      skip,
    ),
    total: world.store.number(`SELECT count(*) AS n ${source}`, ...given),
  };
}

export function nameOf(contact: Contact): string {
  const { FULLNAME: full, FIRSTNAME: first, LASTNAME: last } = JSON.parse(contact.data) as FieldMap;
  return full ? String(full) : [first, last].filter((part) => part !== undefined && part !== null).join(' ');
}

export function listMailOf(
  world: World,
  contact: number,
): { campaign: number; name: string; sent: number; opens: number; clicks: number }[] {
  return world.store.rows(
    'SELECT r.campaign, c.name, r.sent, r.opens, r.clicks FROM recipients r JOIN campaigns c ON c.id = r.campaign WHERE r.contact = ? ORDER BY r.campaign DESC LIMIT 100',
    contact,
  );
}
