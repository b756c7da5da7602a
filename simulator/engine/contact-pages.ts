import type { Book } from './books';
import type { Contact } from './contacts';
import type { SqlValue } from './store';
import type { World } from './world';

export interface PageWindow {
  select: number;
  skip: number;
}

/** Up to this many changed rows are fetched by date and sorted; more are walked in order of id. */
const fewRows = 20_000;

/** A condition on contacts `c`, with its values, and the walk in order of id that it allows. */
interface Selection {
  from: string;
  where: string;
  values: SqlValue[];
}

/** Everybody of the account but those in the recycle bin, suppressed people included: each row says its status. */
export function listContacts(world: World, account: number, page: PageWindow): Contact[] {
  return walk(world, ofAccount(account), page);
}

export function listBookContacts(world: World, book: Book, page: PageWindow): Contact[] {
  return walk(world, ofBook(book), page);
}

export function listModifiedContacts(
  world: World,
  account: number,
  since: number,
  page: PageWindow,
): Contact[] {
  return changedSince(world, ofAccount(account), account, 'modified', since, page);
}

export function listModifiedInBook(world: World, book: Book, since: number, page: PageWindow): Contact[] {
  return changedSince(world, ofBook(book), book.account, 'modified', since, page);
}

export function listCreatedContacts(
  world: World,
  account: number,
  since: number,
  page: PageWindow,
): Contact[] {
  return changedSince(world, ofAccount(account), account, 'created', since, page);
}

function ofAccount(account: number): Selection {
  return {
    from: 'contacts c',
    where: 'c.account = ? AND c.binned = 0 AND c.email IS NOT NULL',
    values: [account],
  };
}

function ofBook(book: Book): Selection {
  if (book.kind === 'all') {
    return {
      from: 'contacts c INDEXED BY contactsStatus',
      where: "c.account = ? AND c.binned = 0 AND c.status = 'Subscribed' AND c.email IS NOT NULL",
      values: [book.account],
    };
  }
  return {
    from: 'members m CROSS JOIN contacts c ON c.id = m.contact',
    where: 'm.book = ? AND c.email IS NOT NULL',
    values: [book.id],
  };
}

const columnsOf = (selection: Selection): string =>
  selection.from.startsWith('members') ? 'c.*, m.added' : 'c.*';
const idOf = (selection: Selection): string => (selection.from.startsWith('members') ? 'm.contact' : 'c.id');

interface Bookmark {
  skip: number;
  lastId: number;
  changes: number;
}

/**
 * A page in order of id. Offsets are slow far into a million rows, so the end of each page is remembered: when
 * nothing was written since, the next one starts there instead of counting from the front.
 */
function walk(world: World, selection: Selection, page: PageWindow): Contact[] {
  const id = idOf(selection);
  const key = `page ${selection.from} ${selection.where} ${selection.values.join(' ')}`;
  const changes = world.store.changesOf('contacts', 'members');
  const mark = world.memo.get(key) as Bookmark | undefined;
  const goesOn = mark !== undefined && mark.skip === page.skip && mark.changes === changes && page.skip > 0;
  const rows = goesOn
    ? world.store.rows<Contact>(
        `SELECT ${columnsOf(selection)} FROM ${selection.from} WHERE ${selection.where} AND ${id} > ? ORDER BY ${id} LIMIT ?`,
        ...selection.values,
        mark.lastId,
        page.select,
      )
    : world.store.rows<Contact>(
        `SELECT ${columnsOf(selection)} FROM ${selection.from} WHERE ${selection.where} ORDER BY ${id} LIMIT ? OFFSET ?`,
        ...selection.values,
        page.select,
        page.skip,
      );
  const last = rows.at(-1);
  if (last)
    world.memo.set(key, { skip: page.skip + rows.length, lastId: last.id, changes } satisfies Bookmark);
  return rows;
}

function changedSince(
  world: World,
  selection: Selection,
  account: number,
  column: 'modified' | 'created',
  since: number,
  page: PageWindow,
): Contact[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  const condition = `c.${column} ${compare} ?`;
  const changed = world.store.number(
    `SELECT count(*) AS n FROM (SELECT 1 FROM contacts c WHERE c.account = ? AND ${condition} LIMIT ${fewRows + 1})`,
    account,
    since,
  );
  if (changed > fewRows)
    return walk(
      world,
      { ...selection, where: `${selection.where} AND ${condition}`, values: [...selection.values, since] },
      page,
    );
  const index = column === 'modified' ? 'contactsModified' : 'contactsCreated';
  const inBook = selection.from.startsWith('members') ? 'JOIN members m ON m.contact = c.id' : '';
  return world.store.rows<Contact>(
    `SELECT c.* FROM contacts c INDEXED BY ${index} ${inBook} WHERE c.account = ? AND ${condition} AND ${selection.where} ORDER BY c.id LIMIT ? OFFSET ?`,
    account,
    since,
    ...selection.values,
    page.select,
    page.skip,
  );
}

export interface SuppressionRow extends Contact {
  removedHere: number;
  reason: Contact['status'];
}

/** Account-level: every reason, or unsubscribes alone. */
export function listSuppressions(
  world: World,
  account: number,
  since: number,
  only: 'Unsubscribed' | undefined,
  page: PageWindow,
): SuppressionRow[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  return world.store.rows<SuppressionRow>(
    `SELECT c.*, c.removed AS removedHere, c.status AS reason FROM contacts c WHERE c.account = ? AND c.removed IS NOT NULL AND c.removed ${compare} ?
     AND c.email IS NOT NULL AND (? IS NULL OR c.status = ?) ORDER BY c.id LIMIT ? OFFSET ?`,
    account,
    since,
    only ?? null,
    only ?? null,
    page.select,
    page.skip,
  );
}

/** List-level unsubscribes alone. */
export function listBookSuppressions(
  world: World,
  book: number,
  since: number,
  page: PageWindow,
): SuppressionRow[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  return world.store.rows<SuppressionRow>(
    `SELECT c.*, s.removed AS removedHere, s.reason FROM bookSuppressions s JOIN contacts c ON c.id = s.contact
     WHERE s.book = ? AND s.removed ${compare} ? ORDER BY c.id LIMIT ? OFFSET ?`,
    book,
    since,
    page.select,
    page.skip,
  );
}
