import type { ImportOrders } from '../imports/import-record';
import { findCollection, isFault, writeItem, type Collection, type InsightFault } from '../insight';
import { defineInsightJob, readJobStatus } from '../insight-job';
import type { World } from '../world';
import { v3Failure } from './failure';
import { findByIdentifier } from './find-by-identifier';

export interface ImportRecordV3 {
  key: string;
  json: unknown;
  contactIdentity?: { identifier: string; value: string | null } | undefined;
}

interface ImportFailure {
  collectionOwner: {
    ownerType: 'account' | 'contact';
    contactIdentity?: { identifier: string; value: string | null };
  };
  failureReason: string;
  details: string[];
  key: string;
  json: unknown;
}

export interface InsightImportV3 {
  status: 'NotStarted' | 'Processing' | 'Complete' | 'Failed';
  collectionName: string;
  /** Nothing before the import has ended well. */
  report: { total: number; imported: number; failures: ImportFailure[] } | undefined;
}

const job = defineInsightJob<ImportRecordV3, ImportFailure>(
  'insightV3',
  (world, { account, collection: name, items }) => {
    const collection = findCollection(world, account, name);
    const seen = new Set<string>();
    return items.flatMap((record): ImportFailure[] => {
      const fault = collection
        ? writeRecord(world, collection, record, seen)
        : { key: record.key, reason: 'Unknown', detail: 'The collection is gone' };
      seen.add(record.key);
      return fault ? [writeFault(record, fault)] : [];
    });
  },
);

export const startInsightImportV3 = (
  world: World,
  account: number,
  collection: string,
  items: ImportRecordV3[],
  orders: ImportOrders = {},
): string => job.start(world, account, { collection, items, orders }).id;

const words = {
  NotStarted: 'NotStarted',
  NotFinished: 'Processing',
  Finished: 'Complete',
  Failed: 'Failed',
} as const;

export function readInsightImportV3(world: World, account: number, id: string): InsightImportV3 {
  const found = job.find(world, account, id);
  if (!found)
    throw v3Failure(404, 'insightData:importNotFound', `The import request '${id}' could not be found!`);
  const { collection, items, faults, orders } = found;
  const status = readJobStatus(world, found);
  return {
    status: words[status],
    collectionName: collection,
    report:
      status !== 'Finished' || orders.noReport
        ? undefined
        : {
            total: items.length,
            imported: items.length - faults.length + (orders.wrongSums ? 7 : 0),
            failures: orders.oddFaults ? [...faults, ...oddFailures(faults)] : faults,
          },
  };
}

/** One twice, a key that is not in the import, a reason nobody knows. */
const oddFailures = ([first]: ImportFailure[]): ImportFailure[] => [
  ...(first ? [first] : []),
  {
    collectionOwner: { ownerType: 'account' },
    failureReason: 'InvalidJson',
    details: [],
    key: 'not-in-this-import',
    json: null,
  },
  {
    collectionOwner: { ownerType: 'account' },
    failureReason: 'DocumentOnHoliday',
    details: ['Nobody knows why'],
    key: first?.key ?? 'not-in-this-import',
    json: null,
  },
];

function writeRecord(
  world: World,
  collection: Collection,
  { key, json, contactIdentity }: ImportRecordV3,
  seen: Set<string>,
): InsightFault | undefined {
  if (seen.has(key)) return { key, reason: 'DuplicateKey', detail: 'The key stands twice in this import' };
  const owner = contactIdentity
    ? findByIdentifier(world, collection.account, contactIdentity.identifier, contactIdentity.value ?? '')
    : undefined;
  if (collection.scope === 'contact' && !contactIdentity)
    return { key, reason: 'InvalidContactIdentifier', detail: 'A contact is needed' };
  if (contactIdentity && !owner)
    return {
      key,
      reason: contactIdentity.identifier === 'email' ? 'ContactEmailDoesNotExist' : 'ContactIdDoesNotExist',
      detail: 'The contact does not exist',
    };
  const result = writeItem(world, collection, {
    key,
    contactIdentifier: owner ? String(owner.id) : 'account',
    json: JSON.stringify(json),
  });
  return isFault(result) ? result : undefined;
}

// v3 has fewer words for what is wrong than v2.
const reasons = new Set([
  'InvalidClientKey',
  'InvalidContactIdentifier',
  'InvalidJson',
  'DuplicateKey',
  'ContactIdDoesNotExist',
  'ContactEmailDoesNotExist',
]);

function writeFault(
  { key, json, contactIdentity }: ImportRecordV3,
  { reason, detail }: InsightFault,
): ImportFailure {
  return {
    collectionOwner: contactIdentity ? { ownerType: 'contact', contactIdentity } : { ownerType: 'account' },
    failureReason: reasons.has(reason)
      ? reason
      : reason === 'JsonDoesNotMatchSchema'
        ? 'JsonValueIncompatibleWithSchema'
        : 'Unknown',
    details: [detail],
    key,
    json,
  };
}
