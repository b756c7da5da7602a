import { findByEmail, findContact, type Contact } from './contacts';
import { Failure, notFound, refuse } from './failure';
import type { World } from './world';

export interface Collection {
  id: number;
  account: number;
  name: string;
  type: string;
  scope: 'contact' | 'account';
  created: number;
}

export interface InsightRecord {
  id: number;
  collection: number;
  key: string;
  contact: number | null;
  identifier: string;
  json: string;
  created: number;
  modified: number;
}

export interface InsightItem {
  key?: string | null | undefined;
  contactIdentifier?: string | null | undefined;
  json?: string | null | undefined;
}

export interface InsightFault {
  key: string | null;
  reason: string;
  detail: string;
}

const namePattern = /^[A-Za-z_-][A-Za-z0-9_-]{0,254}$/;
const longestKey = 255;

export function listCollections(world: World, account: number): Collection[] {
  return world.store.rows<Collection>(
    'SELECT id, account, name, type, scope, created FROM collections WHERE account = ? ORDER BY id',
    account,
  );
}

export function findCollection(world: World, account: number, name: string): Collection | undefined {
  return world.store.row<Collection>(
    'SELECT id, account, name, type, scope, created FROM collections WHERE account = ? AND nameKey = ?',
    account,
    name.toLowerCase(),
  );
}

export function getCollection(world: World, account: number, name: string): Collection {
  if (!namePattern.test(name)) throw refuse('ERROR_TRANSACTIONAL_DATA_INVALID_COLLECTION_NAME', 'Error:');
  const collection = findCollection(world, account, name);
  if (!collection) throw notFound('ERROR_TRANSACTIONAL_DATA_COLLECTION_DOES_NOT_EXIST');
  return collection;
}

/** A first write makes the collection, unless the switch says otherwise. */
export function openCollection(
  world: World,
  account: number,
  name: string,
  given: { type?: string; scope?: 'contact' | 'account' } = {},
): Collection {
  if (!namePattern.test(name)) throw refuse('ERROR_TRANSACTIONAL_DATA_INVALID_COLLECTION_NAME', 'Error:');
  const known = findCollection(world, account, name);
  if (known) return known;
  if (!world.settings.firstWriteMakesCollection)
    throw notFound('ERROR_TRANSACTIONAL_DATA_COLLECTION_DOES_NOT_EXIST');
  world.store.run(
    'INSERT INTO collections (account, name, nameKey, type, scope, created) VALUES (?, ?, ?, ?, ?, ?)',
    account,
    name,
    name.toLowerCase(),
    given.type ?? 'custom',
    given.scope ?? 'contact',
    world.now(),
  );
  return getCollection(world, account, name);
}

export function deleteCollection(world: World, collection: Collection): void {
  emptyCollection(world, collection);
  world.store.run('DELETE FROM collections WHERE id = ?', collection.id);
}

export function emptyCollection(world: World, collection: Collection): void {
  world.store.run('DELETE FROM insight WHERE collection = ?', collection.id);
}

export function findRecord(world: World, collection: Collection, key: string): InsightRecord | undefined {
  return world.store.row<InsightRecord>(
    'SELECT * FROM insight WHERE collection = ? AND key = ?',
    collection.id,
    key,
  );
}

export function getRecord(world: World, collection: Collection, key: string): InsightRecord {
  const record = findRecord(world, collection, key);
  if (!record) throw notFound('ERROR_TRANSACTIONAL_DATA_DOES_NOT_EXIST');
  return record;
}

/** Stores one document or says why not; the same key is written over as long as it belongs to the same contact. */
export function writeItem(
  world: World,
  collection: Collection,
  item: InsightItem,
): InsightFault | InsightRecord {
  const key = item.key?.trim() ?? '';
  const fault = (reason: string, detail: string): InsightFault => ({ key: key || null, reason, detail });
  if (key === '' || key.length > longestKey)
    return fault('InvalidClientKey', 'The key is empty or too long.');
  const json = readDocument(item.json);
  if (!json) return fault('InvalidJson', 'The document is not a JSON object.');
  const owner = findOwner(world, collection.account, item.contactIdentifier ?? '');
  if (owner === undefined)
    return fault(
      /@/.test(item.contactIdentifier ?? '') ? 'ContactEmailDoesNotExist' : 'ContactIdDoesNotExist',
      'The contact does not exist.',
    );
  if (owner === 'invalid') return fault('InvalidContactIdentifier', 'The contact identifier is not valid.');
  const known = findRecord(world, collection, key);
  const contact = owner === 'account' ? null : owner.id;
  if (known && known.contact !== contact)
    return fault('KeyExistingForDifferentContact', 'The key belongs to another contact.');
  if (!fitsSchema(world, collection, json))
    return fault('JsonDoesNotMatchSchema', 'A value has another type than in the documents before.');
  refuseFullStorage(world, collection.account, item.json?.length ?? 0);
  world.store.run(
    `INSERT INTO insight (collection, key, contact, identifier, json, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (collection, key) DO UPDATE SET json = excluded.json, modified = excluded.modified`,
    collection.id,
    key,
    contact,
    item.contactIdentifier ?? 'account',
    JSON.stringify(json),
    world.now(),
    world.now(),
  );
  return getRecord(world, collection, key);
}

export const isFault = (result: InsightFault | InsightRecord): result is InsightFault => 'reason' in result;

function readDocument(json: string | null | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return value && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function findOwner(
  world: World,
  account: number,
  identifier: string,
): Contact | 'account' | 'invalid' | undefined {
  const text = identifier.trim();
  if (text.toLowerCase() === 'account') return 'account';
  if (/^\d+$/.test(text)) return findContact(world, account, Number(text));
  if (!text.includes('@')) return 'invalid';
  const contact = findByEmail(world, account, text);
  return contact?.binned === 0 ? contact : undefined;
}

/** The first document of a collection settles the types of its keys. */
function fitsSchema(world: World, collection: Collection, json: Record<string, unknown>): boolean {
  const first = world.store.row<{ json: string }>(
    'SELECT json FROM insight WHERE collection = ? ORDER BY id LIMIT 1',
    collection.id,
  );
  if (!first) return true;
  const schema = JSON.parse(first.json) as Record<string, unknown>;
  return Object.entries(json).every(
    ([name, value]) =>
      schema[name] === undefined ||
      schema[name] === null ||
      value === null ||
      typeOf(schema[name]) === typeOf(value),
  );
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

export function storedBytes(world: World, account: number): number {
  return world.store.number(
    'SELECT sum(length(i.json)) AS n FROM insight i JOIN collections c ON c.id = i.collection WHERE c.account = ?',
    account,
  );
}

function refuseFullStorage(world: World, account: number, more: number): void {
  if (
    world.settings.insightAllowanceBytes < 100_000_000 &&
    storedBytes(world, account) + more > world.settings.insightAllowanceBytes
  ) {
    throw new Failure(400, 'ERROR_TRANSACTIONAL_DATA_STORAGE_ALLOWANCE_EXCEEDED', 'Error:');
  }
}
