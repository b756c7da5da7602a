import { listBooksOf } from '../../engine/members';
import { listConsents } from '../../engine/consents';
import type { Contact, ContactStatus } from '../../engine/contacts';
import { listDataFields, type FieldMap } from '../../engine/data-fields';
import { writeDate } from '../../engine/dates';
import { listPreferences, optInsOf } from '../../engine/preferences';
import type { World } from '../../engine/world';

export const includes = ['channelProperties', 'lists', 'preferences', 'consentRecords'] as const;
export type Include = (typeof includes)[number];

const contactWords: Partial<Record<ContactStatus, string>> = {
  Subscribed: 'subscribed',
  Unsubscribed: 'unsubscribed',
  PendingOptIn: 'pendingOptIn',
  NoSubscription: 'noSubscription',
};

// The vendor mixes its cases.
const channelWords: Record<ContactStatus, string> = {
  Subscribed: 'subscribed',
  Unsubscribed: 'unsubscribed',
  PendingOptIn: 'pendingOptIn',
  NoSubscription: 'noSubscription',
  SoftBounced: 'softBounced',
  HardBounced: 'hardBounced',
  IspComplained: 'ispComplained',
  DirectComplaint: 'directComplaint',
  MailBlocked: 'suppressed',
  Deleted: 'deleted',
  SharedSuppression: 'sharedsuppression',
  Suppressed: 'suppressed',
  NotAllowed: 'knownComplainer',
  DomainSuppression: 'domainSuppressed',
  NoMxRecord: 'sharedDomainSuppression',
};

/** Data fields by name, all of them, or none. */
export type WantedFields = 'all' | string[] | undefined;

export function writeContactV3(
  world: World,
  contact: Contact,
  fields: WantedFields,
  wanted: readonly Include[],
): Record<string, unknown> {
  return {
    contactId: contact.id,
    status: contact.binned === 1 ? 'binned' : (contactWords[contact.status] ?? 'suppressed'),
    created: writeDate(contact.created),
    updated: writeDate(contact.modified),
    identifiers: {
      ...(contact.email ? { email: contact.email } : {}),
      ...(contact.mobile ? { mobileNumber: contact.mobile } : {}),
    },
    ...(fields === undefined ? {} : { dataFields: writeFields(world, contact, fields) }),
    ...(wanted.includes('channelProperties') ? { channelProperties: writeChannels(world, contact) } : {}),
    ...(wanted.includes('lists') ? { lists: writeLists(world, contact) } : {}),
    ...writePreferences(world, contact, wanted),
    ...(wanted.includes('consentRecords')
      ? { consentRecords: listConsents(world, contact.id).map(({ fields: record }) => writeConsent(record)) }
      : {}),
  };
}

function writeFields(world: World, contact: Contact, fields: 'all' | string[]): Record<string, unknown> {
  const data = JSON.parse(contact.data) as FieldMap;
  const names = listDataFields(world, contact.account).map(({ name }) => name);
  const wanted =
    fields === 'all'
      ? names
      : names.filter((name) => fields.some((given) => given.toUpperCase() === name.toUpperCase()));
  return Object.fromEntries(wanted.map((name) => [name, data[name] ?? null]));
}

function writeChannels({ settings }: World, contact: Contact): Record<string, unknown> {
  const word = (text: string): string =>
    settings.v3Words === 'camel' ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return {
    ...(contact.email
      ? {
          email: {
            emailType: word(contact.emailType),
            optInType: word(contact.optIn),
            status: contact.binned === 1 ? 'binned' : channelWords[contact.status],
          },
        }
      : {}),
    ...(contact.mobile
      ? { sms: { countryCode: countryOf(contact.mobile), status: contact.sms ?? 'subscribed' } }
      : {}),
  };
}

const prefixes: [string, string][] = [
  ['44', 'GB'],
  ['49', 'DE'],
  ['33', 'FR'],
  ['39', 'IT'],
  ['34', 'ES'],
  ['31', 'NL'],
  ['61', 'AU'],
  ['1', 'US'],
];
const countryOf = (mobile: string): string =>
  prefixes.find(([prefix]) => mobile.startsWith(prefix))?.[1] ?? 'GB';

function writeLists(world: World, contact: Contact): Record<string, unknown>[] {
  const status = contact.status === 'PendingOptIn' ? 'pending' : 'subscribed';
  const member = listBooksOf(world, contact, { select: 10_000, skip: 0 })
    .filter(({ kind }) => kind === 'book')
    .map(({ id, name }) => ({ id, name, status }));
  const left = world.store.rows<{ id: number; name: string }>(
    'SELECT b.id, b.name FROM bookSuppressions s JOIN books b ON b.id = s.book WHERE s.contact = ? ORDER BY b.id',
    contact.id,
  );
  return [...member, ...left.map(({ id, name }) => ({ id, name, status: 'suppressed' }))];
}

function writePreferences(
  world: World,
  contact: Contact,
  wanted: readonly Include[],
): Record<string, unknown> {
  if (!wanted.includes('preferences')) return {};
  const optIns = optInsOf(world, contact.id);
  const preferences = listPreferences(world, contact.account).filter(({ id }) => optIns.has(id));
  if (preferences.length === 0) return {};
  return {
    preferences: preferences.map(({ id, publicName, privateName }) => ({
      id,
      isOptedIn: optIns.get(id) ?? false,
      name: publicName,
      publicName,
      privateName,
    })),
  };
}

function writeConsent(record: { key: string; value: unknown }[]): Record<string, unknown> {
  const values = new Map(record.map(({ key, value }) => [key, value]));
  return {
    text: values.get('TEXT') ?? '-',
    dateTimeConsented: values.get('DATETIMECONSENTED') ?? values.get('DATETIMECREATED'),
    url: values.get('URL') ?? 'https://unknown.example/',
    ipAddress: values.get('IPADDRESS') ?? '192.0.2.1',
    userAgent: values.get('USERAGENT') ?? '-',
    dateTimeCreated: values.get('DATETIMECREATED'),
  };
}
