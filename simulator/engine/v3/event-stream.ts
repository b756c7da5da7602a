import { createHash } from 'node:crypto';
import type { World } from '../world';
import { v3Failure } from './failure';
import { findByIdentifier } from './find-by-identifier';

export const eventTypes = [
  'contact.created', 'contact.updated', 'contact.removed', 'contact.membershipUpdated', 'contact.preferenceUpdated', 'contact.consentAdded', 'message.sent', 'message.status',
  'interaction.click', 'interaction.unsubscribe', 'insightData.created', 'insightData.updated', 'custom',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface EventFilter {
  field: string;
  matchPattern: string;
  caseSensitive?: boolean | undefined;
}

export interface SubscriptionInput {
  name: string;
  status: 'active' | 'inactive';
  subscribedEventTypes: { eventType: string; filters?: EventFilter[] | undefined }[];
  alertsConfiguration: Record<string, unknown>;
}

export interface Subscription {
  id: number;
  created: number;
  updated: number;
  lastRead: number;
  status: 'active' | 'inactive';
  input: SubscriptionInput;
}

interface SubscriptionRow extends Omit<Subscription, 'input'> {
  body: string;
}

export interface StreamEvent {
  id: string;
  type: string;
  at: number;
  processed: number;
  data: Record<string, unknown>;
}

const idleDays = 30;
const dayMilliseconds = 24 * 3600 * 1000;
const largeBytes = 16 * 1024;

const readRow = ({ body, ...row }: SubscriptionRow): Subscription => ({ ...row, input: JSON.parse(body) as SubscriptionInput });

export function listSubscriptions(world: World, account: number): Subscription[] {
  return world.store.rows<SubscriptionRow>('SELECT id, status, body, created, updated, lastRead FROM subscriptions WHERE account = ? ORDER BY id', account).map(readRow).map((subscription) => sleepWhenForgotten(world, subscription));
}

export function getSubscription(world: World, account: number, id: number): Subscription {
  const subscription = listSubscriptions(world, account).find((candidate) => candidate.id === id);
  if (!subscription) throw v3Failure(404, 'events:subscriptionNotFound', 'The following subscription could not be found', [{ item: String(id), description: 'Not found.' }]);
  return subscription;
}

/** One that nobody read for a month is set to inactive. */
function sleepWhenForgotten(world: World, subscription: Subscription): Subscription {
  if (subscription.status === 'inactive' || world.now() - subscription.lastRead < idleDays * dayMilliseconds) return subscription;
  world.store.run("UPDATE subscriptions SET status = 'inactive' WHERE id = ?", subscription.id);
  return { ...subscription, status: 'inactive' };
}

export function saveSubscription(world: World, account: number, input: SubscriptionInput, id?: number): Subscription {
  for (const { eventType, filters } of input.subscribedEventTypes) {
    for (const { matchPattern } of filters ?? []) if (!isPattern(matchPattern)) throw v3Failure(400, 'events:invalidFilter', `The pattern '${matchPattern}' is invalid.`);
    if (!eventTypes.some((known) => known === eventType)) throw v3Failure(400, 'events:invalidEventType', `The type value '${eventType}' is invalid.`);
  }
  const others = listSubscriptions(world, account).filter((other) => other.id !== id);
  if (others.some((other) => other.input.name.toLowerCase() === input.name.toLowerCase())) throw v3Failure(409, 'events:nameAlreadyExists', `The name value '${input.name}' already exists. All names must be unique!`);
  const now = world.now();
  if (id !== undefined) {
    getSubscription(world, account, id);
    world.store.run('UPDATE subscriptions SET name = ?, status = ?, body = ?, updated = ?, lastRead = ? WHERE id = ?', input.name, input.status, JSON.stringify(input), now, now, id);
    return getSubscription(world, account, id);
  }
  const made = world.store.run(
    'INSERT INTO subscriptions (account, name, status, body, created, updated, lastRead) VALUES (?, ?, ?, ?, ?, ?, ?)', account, input.name, input.status, JSON.stringify(input), now, now, now,
  );
  return getSubscription(world, account, made.id);
}

export function deleteSubscription(world: World, account: number, id: number): void {
  world.store.run('DELETE FROM subscriptions WHERE id = ?', getSubscription(world, account, id).id);
}

export interface ImportedEvent {
  contactIdentity: { identifier: string; value: string | null };
  type: string;
  id?: string | undefined;
  eventTimestamp?: number | undefined;
  eventData?: Record<string, unknown> | undefined;
}

/** Events about people whom nobody knows are passed over, as in any background import. */
export function importEvents(world: World, account: number, events: ImportedEvent[]): void {
  for (const event of events) {
    const contact = findByIdentifier(world, account, event.contactIdentity.identifier, event.contactIdentity.value ?? '');
    if (!contact) continue;
    const text = JSON.stringify(event.eventData ?? {});
    const data = text.length > largeBytes ? JSON.stringify({ lobId: keepLarge(world, account, text) }) : text;
    world.store.run(
      'INSERT OR REPLACE INTO customEvents (id, account, contact, type, at, processed, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
      event.id ?? world.nextGuid(), account, contact.id, event.type, event.eventTimestamp ?? world.now(), world.now(), data,
    );
  }
}

function keepLarge(world: World, account: number, content: string): string {
  const id = world.nextGuid();
  world.store.run('INSERT INTO largeObjects (id, account, content) VALUES (?, ?, ?)', id, account, content);
  return id;
}

export function findLargeObject(world: World, account: number, id: string): string | undefined {
  return world.store.row<{ content: string }>('SELECT content FROM largeObjects WHERE id = ? AND account = ?', id.toLowerCase(), account)?.content;
}

/** A place in the stream: everything up to that time, and so many of the events at exactly that time, has been read. */
interface CheckPoint {
  at: number;
  seen: number;
}

export const writeCheckPoint = ({ at, seen }: CheckPoint): string => Buffer.from(`${at}.${seen}`).toString('base64url');

export function readCheckPoint(text: string | undefined, from: number): CheckPoint {
  if (!text) return { at: from, seen: 0 };
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!match) throw v3Failure(400, 'events:invalidCheckpoint', 'The checkpoint passed is invalid and cannot be parsed.', [{ item: text, description: 'Invalid' }]);
  return { at: Number(match[1]), seen: Number(match[2]) };
}

/** What happened since the checkpoint, made from the facts themselves: nobody has to write events down. */
export function readEvents(world: World, account: number, subscription: Subscription, text: string | undefined, limit: number): { events: StreamEvent[]; checkPoint: string } {
  if (subscription.status === 'inactive') {
    throw v3Failure(409, 'events:inactiveSubscription', 'The subscription is set to inactive and therefore cannot be used.', [{ item: String(subscription.id), description: 'Inactive' }]);
  }
  const from = readCheckPoint(text, subscription.created);
  world.store.run('UPDATE subscriptions SET lastRead = ? WHERE id = ?', world.now(), subscription.id);
  const wanted = subscription.input.subscribedEventTypes;
  const types = [...new Set(wanted.map(({ eventType }) => eventType))];
  const found = types
    .flatMap((type) => readType(world, account, type, from.at, limit + from.seen))
    .sort((a, b) => a.processed - b.processed || (a.id < b.id ? -1 : 1));
  const fresh = found.slice(from.seen);
  const page = fresh.slice(0, limit);
  const last = page.at(-1);
  const events = page.filter((event) => wanted.some((one) => matches(event, one)));
  if (!last) return { events: [], checkPoint: writeCheckPoint(from) };
  const seen = found.slice(0, from.seen + page.length).filter(({ processed }) => processed === last.processed).length;
  return { events, checkPoint: writeCheckPoint({ at: last.processed, seen }) };
}

interface Row {
  key: string;
  at: number;
  data: string;
}

// Each answers key, time and data of its events from a time on.
const sources: Record<EventType, string> = {
  'contact.created': "SELECT c.id AS key, c.created AS at, json_object('contactId', c.id, 'email', c.email) AS data FROM contacts c WHERE c.account = ?1 AND c.created >= ?2 ORDER BY c.created LIMIT ?3",
  'contact.updated': "SELECT c.id || '/' || c.modified AS key, c.modified AS at, json_object('contactId', c.id, 'email', c.email, 'status', c.status) AS data FROM contacts c WHERE c.account = ?1 AND c.modified >= ?2 AND c.modified > c.created AND c.binned = 0 ORDER BY c.modified LIMIT ?3",
  'contact.removed': "SELECT c.id || '/' || c.modified AS key, c.modified AS at, json_object('contactId', c.id, 'email', c.email) AS data FROM contacts c WHERE c.account = ?1 AND c.modified >= ?2 AND c.binned = 1 ORDER BY c.modified LIMIT ?3",
  'contact.membershipUpdated': "SELECT m.book || '/' || m.contact AS key, m.added AS at, json_object('contactId', m.contact, 'listId', m.book) AS data FROM members m JOIN books b ON b.id = m.book WHERE b.account = ?1 AND m.added >= ?2 ORDER BY m.added, m.book, m.contact LIMIT ?3",
  'contact.preferenceUpdated': "SELECT p.contact || '/' || p.preference AS key, p.modified AS at, json_object('contactId', p.contact, 'preferenceId', p.preference, 'isOptedIn', json(CASE p.isOptedIn WHEN 1 THEN 'true' ELSE 'false' END)) AS data FROM contactPreferences p JOIN contacts c ON c.id = p.contact WHERE c.account = ?1 AND p.modified >= ?2 ORDER BY p.modified LIMIT ?3",
  'contact.consentAdded': "SELECT s.id AS key, s.created AS at, json_object('contactId', s.contact) AS data FROM consents s JOIN contacts c ON c.id = s.contact WHERE c.account = ?1 AND s.created >= ?2 ORDER BY s.created LIMIT ?3",
  'message.sent': "SELECT r.campaign || '/' || r.contact AS key, r.sent AS at, json_object('contactId', r.contact, 'campaignId', r.campaign, 'channel', 'email') AS data FROM recipients r JOIN campaigns k ON k.id = r.campaign WHERE k.account = ?1 AND r.sent >= ?2 ORDER BY r.sent, r.campaign, r.contact LIMIT ?3",
  'message.status': "SELECT r.campaign || '/' || r.contact AS key, r.touched AS at, json_object('contactId', r.contact, 'campaignId', r.campaign, 'channel', 'email', 'status', CASE WHEN r.hardBounced THEN 'hardBounced' ELSE 'softBounced' END) AS data FROM recipients r JOIN campaigns k ON k.id = r.campaign WHERE k.account = ?1 AND r.touched >= ?2 AND (r.hardBounced OR r.softBounced) ORDER BY r.touched, r.campaign, r.contact LIMIT ?3",
  'interaction.click': "SELECT l.id AS key, l.at AS at, json_object('contactId', l.contact, 'campaignId', l.campaign, 'url', l.url) AS data FROM clicks l JOIN campaigns k ON k.id = l.campaign WHERE k.account = ?1 AND l.at >= ?2 ORDER BY l.at, l.id LIMIT ?3",
  'interaction.unsubscribe': "SELECT r.campaign || '/' || r.contact AS key, r.touched AS at, json_object('contactId', r.contact, 'campaignId', r.campaign) AS data FROM recipients r JOIN campaigns k ON k.id = r.campaign WHERE k.account = ?1 AND r.touched >= ?2 AND r.unsubscribed = 1 ORDER BY r.touched, r.campaign, r.contact LIMIT ?3",
  'insightData.created': "SELECT i.id AS key, i.created AS at, json_object('key', i.key, 'contactId', i.contact) AS data FROM insight i JOIN collections o ON o.id = i.collection WHERE o.account = ?1 AND i.created >= ?2 ORDER BY i.created, i.id LIMIT ?3",
  'insightData.updated': "SELECT i.id || '/' || i.modified AS key, i.modified AS at, json_object('key', i.key, 'contactId', i.contact) AS data FROM insight i JOIN collections o ON o.id = i.collection WHERE o.account = ?1 AND i.modified >= ?2 AND i.modified > i.created ORDER BY i.modified, i.id LIMIT ?3",
  custom: "SELECT e.id AS key, e.processed AS at, json_object('contactId', e.contact, 'type', e.type, 'occurred', e.at, 'eventData', json(e.data)) AS data FROM customEvents e WHERE e.account = ?1 AND e.processed >= ?2 ORDER BY e.processed, e.id LIMIT ?3",
};

function readType(world: World, account: number, type: string, from: number, limit: number): StreamEvent[] {
  const source = sources[type as EventType];
  return world.store.rows<Row>(source, account, from, limit).map(({ key, at, data }) => ({
    id: guidOf(`${type}/${key}/${at}`), type, at, processed: at, data: JSON.parse(data) as Record<string, unknown>,
  }));
}

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function matches(event: StreamEvent, { eventType, filters }: { eventType: string; filters?: EventFilter[] | undefined }): boolean {
  if (event.type !== eventType) return false;
  return (filters ?? []).every(({ field, matchPattern, caseSensitive = true }) => {
    const value = event.data[field.replace(/^\$\.?/, '')];
    return value !== undefined && wildcard(matchPattern, caseSensitive).test(typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean));
  });
}

/** `*` any characters, `?` one, `[a-z]` one of, `[!a-z]` one that is not. */
function wildcard(pattern: string, caseSensitive: boolean): RegExp {
  const source = pattern.replace(/\[!?[^\]]*\]|[.+^${}()|\\*?]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.startsWith('[') ? part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\') : `\\${part}`;
  });
  return new RegExp(`^${source}$`, caseSensitive ? 'su' : 'sui');
}

function isPattern(pattern: string): boolean {
  try {
    return wildcard(pattern, true) instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
