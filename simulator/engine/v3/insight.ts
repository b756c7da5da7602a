import { playEvent, scheduleEvent } from '../events';
import {
  deleteCollection,
  emptyCollection,
  findCollection,
  findRecord,
  isFault,
  listCollections,
  openCollection,
  writeItem,
  type Collection,
  type InsightRecord,
} from '../insight';
import type { Contact } from '../contacts';
import type { World } from '../world';
import { v3Failure } from './failure';

export const collectionTypes = [
  'cartInsight',
  'catalog',
  'consentInsight',
  'custom',
  'easyEditorExtensions',
  'nostoEmailCampaigns',
  'orders',
  'productCategories',
  'webInsight',
  'wishList',
] as const;

const namePattern = /^[-A-Za-z_][-A-Za-z0-9_]{1,254}$/;

const missing = (what: string, item: string) =>
  v3Failure(404, `insightData:${what}NotFound`, `The ${what} could not be found`, [
    { item, description: 'Not found' },
  ]);

export function checkName(name: string): void {
  if (!namePattern.test(name))
    throw v3Failure(400, 'insightData:invalidId', `The collectionName value '${name}' is invalid`);
}

export function getCollectionV3(
  world: World,
  account: number,
  name: string,
  scope?: Collection['scope'],
): Collection {
  checkName(name);
  const collection = findCollection(world, account, name);
  if (!collection || (scope !== undefined && collection.scope !== scope)) throw missing('collection', name);
  return collection;
}

/** Makes the collection, unless it is there; tells which. */
export function createCollectionV3(
  world: World,
  account: number,
  name: string,
  scope: Collection['scope'],
  type: string,
): boolean {
  checkName(name);
  if (findCollection(world, account, name)) return false;
  if (listCollections(world, account).length >= world.settings.maxCollections)
    throw v3Failure(
      412,
      'insightData:collectionLimitExceeded',
      'The account holds as many collections as it may',
    );
  openCollection(world, account, name, { type, scope });
  return true;
}

export function getRecordV3(
  world: World,
  collection: Collection,
  key: string,
  owner?: Contact,
): InsightRecord {
  const record = findRecord(world, collection, key);
  if (!record || (owner !== undefined && record.contact !== owner.id)) throw missing('record', key);
  return record;
}

export function putRecord(
  world: World,
  collection: Collection,
  key: string,
  json: unknown,
  owner?: Contact,
): boolean {
  const isNew = findRecord(world, collection, key) === undefined;
  const result = writeItem(world, collection, {
    key,
    contactIdentifier: owner ? String(owner.id) : 'account',
    json: typeof json === 'string' ? json : JSON.stringify(json),
  });
  if (isFault(result))
    throw v3Failure(400, 'insightData:invalidRecord', result.detail, [
      { item: key, description: result.reason },
    ]);
  return isNew;
}

export function deleteRecords(
  world: World,
  collection: Collection,
  keys: string[],
  owner?: Contact,
): { deleted: number; notFound: string[] } {
  const gone: string[] = [];
  let deleted = 0;
  for (const key of keys) {
    const record = findRecord(world, collection, key);
    if (!record || (owner !== undefined && record.contact !== owner.id)) gone.push(key);
    else deleted += world.store.run('DELETE FROM insight WHERE id = ?', record.id).changes;
  }
  return { deleted, notFound: gone };
}

/** Emptying and deleting run in the background. */
export function startCollectionJob(
  world: World,
  account: number,
  collection: Collection,
  what: 'empty' | 'delete',
  contact?: number,
): string {
  const id = world.nextGuid();
  const body = { collection: collection.name, what, contact };
  world.store.run(
    "INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, 'collection', 'NotStarted', ?, ?)",
    id,
    account,
    world.now(),
    JSON.stringify(body),
  );
  scheduleEvent(world, world.now() + world.settings.insightSeconds * 1000, 'collection.job', { id, account });
  return id;
}

export function readCollectionJob(
  world: World,
  account: number,
  id: string,
): { status: string; processed: number } {
  const job = world.store.row<{ status: string; result: string | null }>(
    "SELECT status, result FROM jobs WHERE id = ? AND account = ? AND kind = 'collection'",
    id.toLowerCase(),
    account,
  );
  if (!job) throw v3Failure(404, 'insightData:asyncJobNotFound', `The job ID '${id}' could not be found!`);
  return { status: job.status, processed: Number(job.result ?? 0) };
}

playEvent<{ id: string; account: number }>('collection.job', (world, { id, account }) => {
  const job = world.store.row<{ body: string }>('SELECT body FROM jobs WHERE id = ?', id);
  if (!job) return;
  const {
    collection: name,
    what,
    contact,
  } = JSON.parse(job.body) as { collection: string; what: 'empty' | 'delete'; contact?: number };
  const collection = findCollection(world, account, name);
  const count = collection
    ? world.store.number(
        'SELECT count(*) AS n FROM insight WHERE collection = ? AND (? IS NULL OR contact = ?)',
        collection.id,
        contact ?? null,
        contact ?? null,
      )
    : 0;
  if (collection && contact !== undefined)
    world.store.run('DELETE FROM insight WHERE collection = ? AND contact = ?', collection.id, contact);
  else if (collection && what === 'empty') emptyCollection(world, collection);
  else if (collection) deleteCollection(world, collection);
  world.store.run("UPDATE jobs SET status = 'Finished', result = ? WHERE id = ?", String(count), id);
});
