import { sendChallenge } from '../challenges';
import { addConsents } from '../consents';
import { isBlocked, isFull, isSuppressed, suppressedDomain, withoutNulls, type Contact } from '../contacts';
import type { FieldMap } from '../data-fields';
import { writeDate } from '../dates';
import { mayWrite } from '../imports/apply-rows';
import type { MergeOption } from '../imports/import-record';
import { addMember, isSuppressedForBook, removeMember } from '../members';
import { setContactPreferences } from '../preferences';
import { resubscribe, suppressContact } from '../suppression';
import type { World } from '../world';
import type { CheckedContact, Complaint } from './check-contact';
import type { MergeOptionV3 } from './contact-given';

/** What v2 calls the merge options. */
export const v2Option: Record<MergeOptionV3, MergeOption> = {
  overwrite: 'Overwrite',
  overwriteIfNotEmpty: 'OnlyOverwriteIfNotEmpty',
  overwriteIfEmpty: 'OnlyOverwriteIfContactDataNotPopulated',
};

/** Why somebody new cannot be taken; nothing when they can. */
export function refuseNew(world: World, account: number, email: string | undefined): Complaint | undefined {
  if (email === undefined) return undefined;
  const item = email;
  if (isBlocked(email)) return { code: 'Blocker', item, description: 'The address is blocked' };
  const domain = suppressedDomain(world, account, email);
  if (domain === 'DomainSuppression')
    return { code: 'SuppressedByDomain', item, description: 'The domain is suppressed in the account' };
  if (domain === 'NoMxRecord')
    return { code: 'InvalidDomain', item, description: 'The domain takes no mail' };
  if (domain !== undefined)
    return { code: 'GloballySuppressed', item, description: 'The contact is globally suppressed' };
  if (isFull(world, account, 1))
    return { code: 'Failures', item, description: 'The account holds as many contacts as it may' };
  return undefined;
}

export function insertV3(
  world: World,
  account: number,
  { email, mobile, fields, given }: CheckedContact,
): Contact {
  const now = world.now();
  const channel = given.channelProperties?.email;
  const pending =
    email !== undefined && (channel?.optInType === 'VerifiedDouble' || world.settings.enforceDoubleOptIn);
  const status = email === undefined ? 'NoSubscription' : pending ? 'PendingOptIn' : 'Subscribed';
  const data = withoutNulls(status === 'Subscribed' ? { ...fields, LASTSUBSCRIBED: writeDate(now) } : fields);
  const { id } = world.store.run(
    'INSERT INTO contacts (account, email, mobile, sms, optIn, emailType, status, data, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    account,
    email ?? null,
    mobile ?? null,
    mobile === undefined ? null : (given.channelProperties?.sms?.status ?? 'subscribed'),
    channel?.optInType ?? 'Unknown',
    channel?.emailType ?? 'Html',
    status,
    JSON.stringify(data),
    now,
    now,
  );
  const contact = reload(world, id);
  if (pending) sendChallenge(world, contact, { kind: 'optIn' });
  return contact;
}

export interface WriteOptions {
  mergeOption: MergeOptionV3;
  /** Nothing is kept of what was there. */
  replace?: boolean;
}

/** Writes over somebody who is known, out of the recycle bin if need be. Suppressed people get their data too, and stay suppressed. */
export function updateV3(
  world: World,
  known: Contact,
  { email, mobile, fields, given }: CheckedContact,
  { mergeOption, replace }: WriteOptions,
): Contact {
  const data: FieldMap = replace ? kept(known) : (JSON.parse(known.data) as FieldMap);
  for (const [name, value] of Object.entries(fields))
    if (mayWrite(v2Option[mergeOption], data[name] ?? null, value)) data[name] = value;
  const channel = given.channelProperties;
  const status = known.status === 'NoSubscription' && email !== undefined ? 'Subscribed' : known.status;
  const number = mobile ?? (replace ? null : known.mobile);
  world.store.run(
    'UPDATE contacts SET email = ?, mobile = ?, sms = ?, optIn = ?, emailType = ?, status = ?, data = ?, binned = 0, modified = ? WHERE id = ?',
    email ?? known.email,
    number,
    number === null ? null : (channel?.sms?.status ?? known.sms ?? 'subscribed'),
    channel?.email?.optInType ?? known.optIn,
    channel?.email?.emailType ?? known.emailType,
    status,
    JSON.stringify(withoutNulls(data)),
    world.now(),
    known.id,
  );
  if (replace) {
    world.store.run(
      'UPDATE books SET counted = 0 WHERE id IN (SELECT book FROM members WHERE contact = ?)',
      known.id,
    );
    const wanted = JSON.stringify(given.lists ?? []);
    for (const { book } of world.store.rows<{ book: number }>(
      'SELECT book FROM members WHERE contact = ? AND book NOT IN (SELECT value FROM json_each(?))',
      known.id,
      wanted,
    ))
      removeMember(world, book, known.id);
    world.store.run('DELETE FROM contactPreferences WHERE contact = ?', known.id);
  }
  return reload(world, known.id);
}

/** What hangs on the contact: the mail channel's status, lists, preferences, consents. */
export function applyExtras(world: World, contact: Contact, { given }: CheckedContact): Contact {
  const channel = given.channelProperties?.email;
  if (channel?.status === 'unsubscribed') suppressContact(world, contact, 'Unsubscribed');
  else if (channel?.status === 'suppressed') suppressContact(world, contact, 'Suppressed');
  else if (channel?.status === 'subscribed' && isSuppressed(contact.status) && contact.email) {
    resubscribe(world, contact.account, {
      contact: { email: contact.email },
      challenge: channel.resubscribeOptions?.resubscribeWithNoChallenge === false,
      redirect: channel.resubscribeOptions?.redirectUrlAfterChallenge,
    });
  }
  const now = reload(world, contact.id);
  // Suppressed people are in no book, and a book they left by themselves does not take them back.
  // Whoever has no address has nothing of mail that could be suppressed.
  if (!isSuppressed(now.status) || now.status === 'NoSubscription')
    for (const list of given.lists ?? [])
      if (!isSuppressedForBook(world, list, now.id)) addMember(world, list, now.id);
  if (given.preferences) setContactPreferences(world, now.account, now.id, given.preferences);
  addConsents(
    world,
    now.id,
    given.consentRecords?.map(({ text, dateTimeConsented, url, ipAddress, userAgent }) => ({
      fields: [
        { key: 'TEXT', value: text },
        { key: 'DATETIMECONSENTED', value: dateTimeConsented },
        { key: 'URL', value: url },
        { key: 'IPADDRESS', value: ipAddress },
        { key: 'USERAGENT', value: userAgent },
      ],
    })),
  );
  return reload(world, contact.id);
}

function kept(known: Contact): FieldMap {
  const { LASTSUBSCRIBED } = JSON.parse(known.data) as FieldMap;
  return LASTSUBSCRIBED === undefined ? {} : { LASTSUBSCRIBED };
}

function reload(world: World, id: number): Contact {
  const contact = world.store.row<Contact>('SELECT * FROM contacts WHERE id = ?', id);
  if (!contact) throw new Error(`Contact ${id} is gone while it is being written`);
  return contact;
}
