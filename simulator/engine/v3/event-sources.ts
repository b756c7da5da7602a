import { createHash } from 'node:crypto';
import type { World } from '../world';
import type { EventType } from './subscriptions';

export interface StreamEvent {
  id: string;
  type: string;
  at: number;
  processed: number;
  data: Record<string, unknown>;
}

interface Row {
  key: string;
  at: number;
  data: string;
}

// Each answers key, time and data of its events from a time on.
const sources: Record<EventType, string> = {
  'contact.created':
    "SELECT c.id AS key, c.created AS at, json_object('contactId', c.id, 'email', c.email) AS data FROM contacts c WHERE c.account = ?1 AND c.created >= ?2 ORDER BY c.created, c.id LIMIT ?3",
  'contact.updated':
    "SELECT c.id || '/' || c.modified AS key, c.modified AS at, json_object('contactId', c.id, 'email', c.email, 'status', c.status) AS data FROM contacts c WHERE c.account = ?1 AND c.modified >= ?2 AND c.modified > c.created AND c.binned = 0 ORDER BY c.modified, c.id LIMIT ?3",
  'contact.removed':
    "SELECT c.id || '/' || c.modified AS key, c.modified AS at, json_object('contactId', c.id, 'email', c.email) AS data FROM contacts c WHERE c.account = ?1 AND c.modified >= ?2 AND c.binned = 1 ORDER BY c.modified, c.id LIMIT ?3",
  'contact.membershipUpdated':
    "SELECT m.book || '/' || m.contact AS key, m.added AS at, json_object('contactId', m.contact, 'listId', m.book) AS data FROM members m JOIN books b ON b.id = m.book WHERE b.account = ?1 AND m.added >= ?2 ORDER BY m.added, m.book, m.contact LIMIT ?3",
  'contact.preferenceUpdated':
    "SELECT p.contact || '/' || p.preference AS key, p.modified AS at, json_object('contactId', p.contact, 'preferenceId', p.preference, 'isOptedIn', json(CASE p.isOptedIn WHEN 1 THEN 'true' ELSE 'false' END)) AS data FROM contactPreferences p JOIN contacts c ON c.id = p.contact WHERE c.account = ?1 AND p.modified >= ?2 ORDER BY p.modified, p.contact, p.preference LIMIT ?3",
  'contact.consentAdded':
    "SELECT s.id AS key, s.created AS at, json_object('contactId', s.contact) AS data FROM consents s JOIN contacts c ON c.id = s.contact WHERE c.account = ?1 AND s.created >= ?2 ORDER BY s.created, s.id LIMIT ?3",
  'message.sent':
    "SELECT r.campaign || '/' || r.contact AS key, r.sent AS at, json_object('contactId', r.contact, 'campaignId', r.campaign, 'channel', 'email') AS data FROM recipients r JOIN campaigns k ON k.id = r.campaign WHERE k.account = ?1 AND r.sent >= ?2 ORDER BY r.sent, r.campaign, r.contact LIMIT ?3",
  'message.status':
    "SELECT r.campaign || '/' || r.contact AS key, r.touched AS at, json_object('contactId', r.contact, 'campaignId', r.campaign, 'channel', 'email', 'status', CASE WHEN r.hardBounced THEN 'hardBounced' ELSE 'softBounced' END) AS data FROM recipients r JOIN campaigns k ON k.id = r.campaign WHERE k.account = ?1 AND r.touched >= ?2 AND (r.hardBounced OR r.softBounced) ORDER BY r.touched, r.campaign, r.contact LIMIT ?3",
  'interaction.click':
    "SELECT l.id AS key, l.at AS at, json_object('contactId', l.contact, 'campaignId', l.campaign, 'url', l.url) AS data FROM clicks l JOIN campaigns k ON k.id = l.campaign WHERE k.account = ?1 AND l.at >= ?2 ORDER BY l.at, l.id LIMIT ?3",
  'interaction.unsubscribe':
    "SELECT r.campaign || '/' || r.contact AS key, r.touched AS at, json_object('contactId', r.contact, 'campaignId', r.campaign) AS data FROM recipients r JOIN campaigns k ON k.id = r.campaign WHERE k.account = ?1 AND r.touched >= ?2 AND r.unsubscribed = 1 ORDER BY r.touched, r.campaign, r.contact LIMIT ?3",
  'insightData.created':
    "SELECT i.id AS key, i.created AS at, json_object('key', i.key, 'contactId', i.contact) AS data FROM insight i JOIN collections o ON o.id = i.collection WHERE o.account = ?1 AND i.created >= ?2 ORDER BY i.created, i.id LIMIT ?3",
  'insightData.updated':
    "SELECT i.id || '/' || i.modified AS key, i.modified AS at, json_object('key', i.key, 'contactId', i.contact) AS data FROM insight i JOIN collections o ON o.id = i.collection WHERE o.account = ?1 AND i.modified >= ?2 AND i.modified > i.created ORDER BY i.modified, i.id LIMIT ?3",
  custom:
    "SELECT e.id AS key, e.processed AS at, json_object('contactId', e.contact, 'type', e.type, 'occurred', e.at, 'eventData', json(e.data)) AS data FROM customEvents e WHERE e.account = ?1 AND e.processed >= ?2 ORDER BY e.processed, e.id LIMIT ?3",
};

export function readType(
  world: World,
  account: number,
  type: string,
  from: number,
  limit: number,
): StreamEvent[] {
  const source = sources[type as EventType];
  return world.store.rows<Row>(source, account, from, limit).map(({ key, at, data }) => ({
    id: guidOf(`${type}/${key}/${at}`),
    type,
    at,
    processed: at,
    data: JSON.parse(data) as Record<string, unknown>,
  }));
}

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
