import { getBook } from './books';
import { sendChallenge } from './challenges';
import {
  changeContact,
  findByEmail,
  findContact,
  getByEmail,
  insertContact,
  isSuppressed,
  readEmail,
  readFields,
  type Contact,
  type ContactInput,
  type ContactStatus,
} from './contacts';
import { writeDate } from './dates';
import { addMember, isSuppressedForBook, removeMember } from './members';
import { notFound, refuse } from './failure';
import type { World } from './world';

export interface Suppression {
  contact: Contact;
  removed: number;
  reason: ContactStatus;
}

/** Account-wide and off every book. Whoever is suppressed already keeps the first date and reason, unless a switch says otherwise. */
export function suppressContact(world: World, contact: Contact, status: ContactStatus): Contact {
  const { suppressedTwice, suppressedLeaveBooks, softBouncedLeavesBooks, statusMovesModified } =
    world.settings;
  if (isSuppressed(contact.status) && suppressedTwice === 'first') return contact;
  const now = world.now();
  if (suppressedLeaveBooks && (status !== 'SoftBounced' || softBouncedLeavesBooks)) {
    world.store.run(
      'UPDATE books SET counted = 0 WHERE id IN (SELECT book FROM members WHERE contact = ?)',
      contact.id,
    );
    world.store.run('DELETE FROM members WHERE contact = ?', contact.id);
  }
  const modified = statusMovesModified ? now : contact.modified;
  world.store.run(
    'UPDATE contacts SET status = ?, removed = ?, modified = ? WHERE id = ?',
    status,
    now,
    modified,
    contact.id,
  );
  return { ...contact, status, removed: now, modified };
}

export function unsubscribe(world: World, account: number, email: string): Suppression {
  const contact = suppressContact(world, getByEmail(world, account, readEmail(world, email)), 'Unsubscribed');
  return { contact, removed: contact.removed ?? world.now(), reason: contact.status };
}

/** Off this book and kept from coming back to it; the account's own status does not change. */
export function unsubscribeFromBook(world: World, account: number, book: number, email: string): Suppression {
  const contact = getByEmail(world, account, readEmail(world, email));
  if (isSuppressed(contact.status))
    return { contact, removed: contact.removed ?? world.now(), reason: contact.status };
  removeMember(world, book, contact.id);
  world.store.run(
    "INSERT OR IGNORE INTO bookSuppressions (book, contact, removed, reason) VALUES (?, ?, ?, 'Unsubscribed')",
    book,
    contact.id,
    world.now(),
  );
  world.store.run('UPDATE contacts SET modified = ? WHERE id = ?', world.now(), contact.id);
  const noted = world.store.number(
    'SELECT removed AS n FROM bookSuppressions WHERE book = ? AND contact = ?',
    book,
    contact.id,
  );
  return { contact, removed: noted, reason: 'Unsubscribed' };
}

/** Suppresses whom it finds, by id or by address. */
export function suppressBatch(
  world: World,
  account: number,
  given: { id?: number | undefined; email?: string | null | undefined }[],
): { suppressed: Contact[]; notFound: typeof given } {
  const suppressed: Contact[] = [];
  const missing: typeof given = [];
  for (const wanted of given) {
    const contact = wanted.id
      ? findContact(world, account, wanted.id)
      : wanted.email
        ? findByEmail(world, account, wanted.email)
        : undefined;
    if (contact && contact.binned === 0) suppressed.push(suppressContact(world, contact, 'Suppressed'));
    else missing.push(wanted);
  }
  return { suppressed, notFound: missing };
}

export type ResubscribeStatus = 'ContactAdded' | 'ContactChallenged' | 'ContactCannotBeUnsuppressed';

const neverBack = new Set<ContactStatus>([
  'IspComplained',
  'SharedSuppression',
  'NotAllowed',
  'DomainSuppression',
]);

function cannotComeBack({ settings }: World, status: ContactStatus): boolean {
  const byQuestion: Partial<Record<ContactStatus, 'never' | 'challenged'>> = {
    DirectComplaint: settings.directComplaint,
    MailBlocked: settings.mailBlocked,
    NoMxRecord: settings.noMxRecord,
  };
  return neverBack.has(status) || byQuestion[status] === 'never';
}

export interface ResubscribeRequest {
  contact: ContactInput;
  book?: number;
  challenge: boolean;
  redirect?: string | null | undefined;
}

export function resubscribe(
  world: World,
  account: number,
  request: ResubscribeRequest,
): { contact: Contact; status: ResubscribeStatus } {
  const email = readEmail(world, request.contact.email);
  const fields = readFields(world, account, request.contact.dataFields);
  const known = findByEmail(world, account, email);
  if (!known)
    return bringBack(world, insertContact(world, account, email, request.contact, fields), request.book);
  if (cannotComeBack(world, known.status)) return { contact: known, status: 'ContactCannotBeUnsuppressed' };

  const contact =
    known.binned === 1 || Object.keys(fields).length > 0 ? changeContact(world, known, {}, fields) : known;
  const outOfBook = request.book !== undefined && isSuppressedForBook(world, request.book, contact.id);
  if (
    contact.status === 'Subscribed' &&
    known.binned === 0 &&
    !outOfBook &&
    world.settings.resubscribingSubscribed !== 'ContactAdded'
  ) {
    throw refuse(world.settings.resubscribingSubscribed, 'The contact is not unsubscribed.');
  }
  const asks =
    contact.status === 'PendingOptIn' ||
    outOfBook ||
    (isSuppressed(contact.status) && contact.status !== 'Suppressed');
  if (asks && (request.challenge || world.settings.enforceDoubleOptIn)) {
    sendChallenge(world, contact, { kind: 'resubscribe', book: request.book, redirect: request.redirect });
    return { contact, status: 'ContactChallenged' };
  }
  return bringBack(world, contact, request.book);
}

/** Subscribed again: on "All Contacts" and, for a call on a book, in that book; never back on the former books. */
function bringBack(
  world: World,
  contact: Contact,
  book: number | undefined,
): { contact: Contact; status: ResubscribeStatus } {
  const now = world.now();
  world.store.run(
    `UPDATE contacts SET status = 'Subscribed', removed = NULL, softBounces = 0, binned = 0, modified = ?, data = json_set(data, '$.LASTSUBSCRIBED', ?) WHERE id = ?`,
    now,
    writeDate(now),
    contact.id,
  );
  if (book !== undefined) {
    world.store.run('DELETE FROM bookSuppressions WHERE book = ? AND contact = ?', book, contact.id);
    addMember(world, book, contact.id);
  }
  return { contact: findContact(world, contact.account, contact.id) ?? contact, status: 'ContactAdded' };
}

/** What happens when the person follows the link of the mail: Subscribed, once or again. */
export function followChallenge(world: World, token: string): { contact: Contact; redirect: string | null } {
  const challenge = world.store.row<{
    account: number;
    contact: number;
    book: number | null;
    redirect: string | null;
  }>('SELECT account, contact, book, redirect FROM challenges WHERE token = ?', token);
  const contact = challenge && findContact(world, challenge.account, challenge.contact);
  if (!challenge || !contact) throw notFound('ERROR_CONTACT_NOT_FOUND');
  world.store.run('UPDATE challenges SET followed = ? WHERE token = ?', world.now(), token);
  if (cannotComeBack(world, contact.status)) return { contact, redirect: challenge.redirect };
  const book = challenge.book === null ? undefined : getBook(world, challenge.account, challenge.book).id;
  return { contact: bringBack(world, contact, book).contact, redirect: challenge.redirect };
}
