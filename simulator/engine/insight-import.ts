import type { ImportOrders } from './imports/import-record';
import {
  findCollection,
  isFault,
  writeItem,
  type Collection,
  type InsightFault,
  type InsightItem,
} from './insight';
import { defineInsightJob, type InsightJob } from './insight-job';
import type { World } from './world';

export type InsightImport = InsightJob<InsightItem, InsightFault>;

const job = defineInsightJob<InsightItem, InsightFault>(
  'insight',
  (world, { account, collection: name, items }) => {
    const collection = findCollection(world, account, name);
    const seen = new Set<string>();
    return items.flatMap((item): InsightFault[] => {
      const result = !collection
        ? { key: item.key ?? null, reason: 'MissingCollection', detail: 'The collection is gone.' }
        : item.key && seen.has(item.key)
          ? { key: item.key, reason: 'DuplicateKey', detail: 'The key stands twice in this import.' }
          : writeItem(world, collection, item);
      if (item.key) seen.add(item.key);
      return isFault(result) ? [result] : [];
    });
  },
);

export const findInsightImport = job.find;

export const startInsightImport = (
  world: World,
  account: number,
  collection: Collection,
  items: InsightItem[],
  orders: ImportOrders = {},
): InsightImport => job.start(world, account, { collection: collection.name, items, orders });

export interface InsightReport {
  items: number;
  imported: number;
  faults: InsightFault[];
}

/** Nothing before the import has ended well. */
export function readInsightReport({
  status,
  items,
  faults,
  orders,
}: InsightImport): InsightReport | undefined {
  if (status !== 'Finished' || orders.noReport) return undefined;
  return {
    items: items.length,
    imported: items.length - faults.length + (orders.wrongSums ? 7 : 0),
    faults: orders.oddFaults ? [...faults, ...oddFaults(faults)] : faults,
  };
}

/** One twice, a key that is not in the import, none at all, a reason nobody knows. */
const oddFaults = ([first]: InsightFault[]): InsightFault[] => [
  ...(first ? [first] : []),
  { key: 'not-in-this-import', reason: 'InvalidJson', detail: 'The document is not a JSON object.' },
  { key: null, reason: 'Unknown', detail: '' },
  { key: first?.key ?? 'not-in-this-import', reason: 'DocumentOnHoliday', detail: 'Nobody knows why.' },
];
