import { playEvent, scheduleEvent } from './events';
import {
  findCollection,
  isFault,
  writeItem,
  type Collection,
  type InsightFault,
  type InsightItem,
} from './insight';
import type { World } from './world';

export type InsightImportStatus = 'NotStarted' | 'NotFinished' | 'Finished' | 'Failed';

export interface InsightImport {
  id: string;
  status: InsightImportStatus;
  imported: number;
  items: number;
  faults: InsightFault[];
}

export function startInsightImport(
  world: World,
  account: number,
  collection: Collection,
  items: InsightItem[],
): InsightImport {
  const id = world.nextGuid();
  world.store.run(
    "INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, 'insight', 'NotStarted', ?, ?)",
    id,
    account,
    world.now(),
    JSON.stringify({ collection: collection.name, items }),
  );
  const { insightSeconds } = world.settings;
  scheduleEvent(world, world.now() + insightSeconds * 300, 'insight.begin', { id });
  scheduleEvent(world, world.now() + insightSeconds * 1000, 'insight.end', { id, account });
  return { id, status: 'NotStarted', imported: 0, items: items.length, faults: [] };
}

export function findInsightImport(world: World, account: number, id: string): InsightImport | undefined {
  const job = world.store.row<{ status: InsightImportStatus; body: string; result: string | null }>(
    "SELECT * FROM jobs WHERE id = ? AND account = ? AND kind = 'insight'",
    id.toLowerCase(),
    account,
  );
  if (!job) return undefined;
  const items = (JSON.parse(job.body) as { items: unknown[] }).items.length;
  const result = JSON.parse(job.result ?? '{"imported":0,"faults":[]}') as {
    imported: number;
    faults: InsightFault[];
  };
  return { id: id.toLowerCase(), status: job.status, items, ...result };
}

playEvent<{ id: string }>('insight.begin', (world, { id }) => {
  world.store.run("UPDATE jobs SET status = 'NotFinished' WHERE id = ?", id);
});

playEvent<{ id: string; account: number }>('insight.end', (world, { id, account }) => {
  const job = world.store.row<{ body: string }>('SELECT body FROM jobs WHERE id = ?', id);
  if (!job) return;
  const { collection: name, items } = JSON.parse(job.body) as { collection: string; items: InsightItem[] };
  const collection = findCollection(world, account, name);
  const seen = new Set<string>();
  const faults: InsightFault[] = [];
  let imported = 0;
  for (const item of items) {
    const result = !collection
      ? { key: item.key ?? null, reason: 'MissingCollection', detail: 'The collection is gone.' }
      : item.key && seen.has(item.key)
        ? { key: item.key, reason: 'DuplicateKey', detail: 'The key stands twice in this import.' }
        : writeItem(world, collection, item);
    if (item.key) seen.add(item.key);
    if (isFault(result)) faults.push(result);
    else imported += 1;
  }
  world.store.run(
    "UPDATE jobs SET status = 'Finished', result = ? WHERE id = ?",
    JSON.stringify({ imported, faults }),
    id,
  );
});
