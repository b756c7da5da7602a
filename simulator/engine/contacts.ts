import { sendChallenge } from './challenges';
import { notFound, refuse, refuseTaken } from './failure';
import { findDataField, readFieldValue, type FieldMap } from './data-fields';
import { writeDate } from './dates';
import type { World } from './world';

export const contactStatuses = [
  'Subscribed',
  'Unsubscribed',
  'SoftBounced',
  'HardBounced',
  'IspComplained',
  'MailBlocked',
  'PendingOptIn',
  'DirectComplaint',
  'Deleted',
  'SharedSuppression',
  'Suppressed',
  'NotAllowed',
  'DomainSuppression',
  'NoMxRecord',
] as const;
/** NoSubscription is for people known by their number alone; v2 never sees them. */
export type ContactStatus = (typeof contactStatuses)[number] | 'NoSubscription';

export const optInTypes = ['Unknown', 'Single', 'Double', 'VerifiedDouble'] as const;
export type OptInType = (typeof optInTypes)[number];
export const emailTypes = ['PlainText', 'Html'] as const;
export type EmailType = (typeof emailTypes)[number];

export interface Contact {
  id: number;
  account: number;
  email: string;
  mobile: string | null;
  optIn: OptInType;
  emailType: EmailType;
  status: ContactStatus;
  binned: number;
  removed: number | null;
  softBounces: number;
  /** Status of the SMS channel; nothing without a mobile number. */
  sms: string | null;
  data: string;
  created: number;
  modified: number;
  /** Since when in the book that is being read. */
  added?: number;
}

export interface ContactInput {
  email: string;
  optInType?: OptInType | null | undefined;
  emailType?: EmailType | null | undefined;
  dataFields?: { key: string; value?: unknown }[] | null | undefined;
}

export const isSuppressed = (status: ContactStatus): boolean =>
  status !== 'Subscribed' && status !== 'PendingOptIn';

export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

const emailPattern =
  /^[^\s@.,;:<>()[\]\\"]+(\.[^\s@.,;:<>()[\]\\"]+)*@[^\s@.,;:<>()[\]\\"_]+(\.[^\s@.,;:<>()[\]\\"_]+)+$/;

export const isEmail = (email: string): boolean => email.length <= 256 && emailPattern.test(email);

const blockedNames = new Set(['abuse', 'postmaster', 'spam', 'no-reply', 'noreply']);

/** Names before the @ that imports take from nobody. */
export const isBlocked = (email: string): boolean => blockedNames.has(email.slice(0, email.indexOf('@')));

export function readEmail(world: World, given: string): string {
  const email = normaliseEmail(given);
  if (!isEmail(email) || hasRefusedBlanks(world, given))
    throw refuse('ERROR_PARAMETER_INVALID', 'Email is not a valid email address.');
  return email;
}

export const hasRefusedBlanks = (world: World, given: string): boolean =>
  world.settings.emailBlanks === 'refused' && given !== given.trim();

/** By address, whoever is in the recycle bin included. */
export function findByEmail(world: World, account: number, email: string): Contact | undefined {
  return world.store.row<Contact>(
    'SELECT * FROM contacts WHERE account = ? AND email = ?',
    account,
    normaliseEmail(email),
  );
}

export function findContact(world: World, account: number, id: number): Contact | undefined {
  return world.store.row<Contact>(
    'SELECT * FROM contacts WHERE id = ? AND account = ? AND binned = 0',
    id,
    account,
  );
}

export function getContact(world: World, account: number, id: number): Contact {
  const contact = findContact(world, account, id);
  if (!contact?.email) throw notFound('ERROR_CONTACT_NOT_FOUND');
  return contact;
}

export function getByEmail(world: World, account: number, email: string): Contact {
  const contact = findByEmail(world, account, email);
  if (!contact || contact.binned === 1) throw notFound('ERROR_CONTACT_NOT_FOUND');
  return contact;
}

export function readFields(world: World, account: number, given: ContactInput['dataFields']): FieldMap {
  const map: FieldMap = {};
  for (const { key, value } of given ?? []) {
    const field = findDataField(world, account, key);
    if (!field) throw refuse('ERROR_DATAFIELD_NOTFOUND', `Data field ${key} does not exist.`);
    const read = readFieldValue(world, field.type, value);
    if (!read.ok && read.overflow)
      throw refuse('ERROR_DATAFIELD_VALUE_OVERFLOW', `The value of ${field.name} is too long.`);
    if (!read.ok)
      throw refuse(world.settings.wrongValueCode, `The value of ${field.name} does not fit its type.`);
    // The service keeps this one itself.
    if (field.name !== 'LASTSUBSCRIBED') map[field.name] = read.value;
  }
  return map;
}

/** Makes the contact or writes the given fields over it; refuses whoever is suppressed in the account. */
export function saveContact(world: World, account: number, input: ContactInput): Contact {
  const email = readEmail(world, input.email);
  const fields = readFields(world, account, input.dataFields);
  const known = findByEmail(world, account, email);
  if (!known) return insertContact(world, account, email, input, fields);
  if (isSuppressed(known.status))
    throw refuseTaken(world, 'ERROR_CONTACT_SUPPRESSED', 'Contact is suppressed.');
  return changeContact(world, known, { ...input, email }, fields);
}

export function insertContact(
  world: World,
  account: number,
  email: string,
  input: Omit<ContactInput, 'email' | 'dataFields'>,
  fields: FieldMap,
): Contact {
  const domain = suppressedDomain(world, account, email);
  if (domain === 'Banned') throw refuse('ERROR_EMAIL_BANNED', 'Contact is suppressed.');
  if (domain) throw refuseTaken(world, 'ERROR_CONTACT_SUPPRESSED', 'Contact is suppressed.');
  if (isFull(world, account, 1))
    throw refuse('ERROR_CONTACT_TOOMANY', 'The account holds as many contacts as it may.');
  const now = world.now();
  const pending = input.optInType === 'VerifiedDouble';
  const { id } = world.store.run(
    'INSERT INTO contacts (account, email, optIn, emailType, status, data, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    account,
    email,
    input.optInType ?? 'Unknown',
    input.emailType ?? 'Html',
    pending ? 'PendingOptIn' : 'Subscribed',
    JSON.stringify(withoutNulls(pending ? fields : { ...fields, LASTSUBSCRIBED: writeDate(now) })),
    now,
    now,
  );
  const contact = getContact(world, account, id);
  if (pending) sendChallenge(world, contact, { kind: 'optIn' });
  return contact;
}

/** Writes the given parts over a contact and takes it out of the recycle bin. */
export function changeContact(
  world: World,
  known: Contact,
  input: Partial<ContactInput>,
  fields: FieldMap,
): Contact {
  const email = input.email ?? known.email;
  const data = withoutNulls({ ...(JSON.parse(known.data) as FieldMap), ...fields });
  world.store.run(
    'UPDATE contacts SET email = ?, optIn = ?, emailType = ?, data = ?, binned = 0, modified = ? WHERE id = ?',
    email,
    input.optInType ?? known.optIn,
    input.emailType ?? known.emailType,
    JSON.stringify(data),
    world.now(),
    known.id,
  );
  return getContact(world, known.account, known.id);
}

/** Changes the contact with that id; its address may change to one that nobody else has. */
export function updateContact(
  world: World,
  account: number,
  id: number,
  input: Partial<ContactInput>,
): Contact {
  const known = getContact(world, account, id);
  if (isSuppressed(known.status))
    throw refuseTaken(world, 'ERROR_CONTACT_SUPPRESSED', 'Contact is suppressed.');
  const email = input.email === undefined ? known.email : readEmail(world, input.email);
  const other = email === known.email ? undefined : findByEmail(world, account, email);
  if (other) throw refuseTaken(world, 'ERROR_NON_UNIQUE_EMAIL', 'Another contact has that email address.');
  return changeContact(world, known, { ...input, email }, readFields(world, account, input.dataFields));
}

/** Into the recycle bin and off all books. A suppression outlives it. */
export function binContact(world: World, contact: Contact): void {
  world.store.run(
    'UPDATE books SET counted = 0 WHERE id IN (SELECT book FROM members WHERE contact = ?)',
    contact.id,
  );
  world.store.run('DELETE FROM members WHERE contact = ?', contact.id);
  world.store.run('UPDATE contacts SET binned = 1, modified = ? WHERE id = ?', world.now(), contact.id);
}

export function emptyRecycleBin(world: World, account: number): void {
  // Whoever is suppressed stays known, or the next import would bring them back.
  world.store.run(
    "DELETE FROM contacts WHERE account = ? AND binned = 1 AND status IN ('Subscribed', 'PendingOptIn')",
    account,
  );
}

/** Suppressed contacts do not count towards the allowance. */
export function isFull(world: World, account: number, more: number): boolean {
  const limit = world.store.number('SELECT contactLimit AS n FROM accounts WHERE id = ?', account);
  // Ids are never reused, so their number is a bound that spares the count.
  const bound = world.store.number('SELECT seq AS n FROM sqlite_sequence WHERE name = ?', 'contacts');
  if (bound + more <= limit) return false;
  return countMailable(world, account) + more > limit;
}

export function countMailable(world: World, account: number): number {
  return world.store.number(
    "SELECT count(*) AS n FROM contacts WHERE account = ? AND binned = 0 AND status IN ('Subscribed', 'PendingOptIn')",
    account,
  );
}

export function suppressedDomain(world: World, account: number, email: string): string | undefined {
  const key = `domains ${account}`;
  let domains = world.memo.get(key) as Map<string, string> | undefined;
  if (!domains) {
    const rows = world.store.rows<{ domain: string; status: string }>(
      'SELECT domain, status FROM suppressedDomains WHERE account = ?',
      account,
    );
    domains = new Map(rows.map(({ domain, status }) => [domain, status]));
    world.memo.set(key, domains);
  }
  return domains.size === 0 ? undefined : domains.get(email.slice(email.lastIndexOf('@') + 1));
}

export function withoutNulls(fields: FieldMap): FieldMap {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
