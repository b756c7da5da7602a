import { findBook } from '../books';
import type { Contact } from '../contacts';
import type { SqlValue } from '../store';
import type { World } from '../world';
import { v3Failure } from './failure';

export interface ContactFilter {
  created?: number | undefined;
  modified?: number | undefined;
  book?: number | undefined;
  /** Leaves out the instant itself. */
  exclusive?: boolean;
}

export interface Cursor {
  afterId: number;
}

const fewRows = 20_000;

/** A page after the last one's end, by id: nothing that comes or goes before it can shift it. */
export function listContactsV3(
  world: World,
  account: number,
  filter: ContactFilter,
  after: number,
  limit: number,
): Contact[] {
  const conditions = ['c.account = ?', 'c.binned = 0', 'c.id > ?'];
  const values: SqlValue[] = [account, after];
  const dated =
    filter.modified !== undefined ? 'modified' : filter.created !== undefined ? 'created' : undefined;
  const since = filter.modified ?? filter.created ?? 0;
  if (dated) {
    conditions.push(`c.${dated} ${filter.exclusive ? '>' : '>='} ?`);
    values.push(since);
  }
  const book = filter.book === undefined ? undefined : findBook(world, account, filter.book);
  if (filter.book !== undefined && !book)
    throw v3Failure(400, 'contacts:invalidFilter', `The filter value '${filter.book}' is invalid`);
  const everyone = book === undefined || book.kind === 'all';
  if (book?.kind === 'all') conditions.push("c.status = 'Subscribed'");
  const changed = dated
    ? world.store.number(
        `SELECT count(*) AS n FROM (SELECT 1 FROM contacts c WHERE c.account = ? AND c.${dated} >= ? LIMIT ${fewRows + 1})`,
        account,
        since,
      )
    : fewRows + 1;
  const index =
    changed <= fewRows
      ? `INDEXED BY ${dated === 'modified' ? 'contactsModified' : 'contactsCreated'}`
      : everyone
        ? 'INDEXED BY contactsId'
        : '';
  const from = everyone
    ? `contacts c ${index}`
    : changed <= fewRows
      ? `contacts c ${index} JOIN members m ON m.contact = c.id AND m.book = ${book.id}`
      : `members m CROSS JOIN contacts c ON c.id = m.contact AND m.book = ${book.id} AND m.contact > ${after}`;
  return world.store.rows<Contact>(
    `SELECT c.*${everyone ? '' : ', m.added'} FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY c.id LIMIT ?`,
    ...values,
    limit,
  );
}
