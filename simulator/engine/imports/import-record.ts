import { notFound } from '../failure';
import type { World } from '../world';

export const importStatuses = [
  'Finished',
  'NotFinished',
  'RejectedByWatchdog',
  'InvalidFileFormat',
  'Unknown',
  'Failed',
  'ExceedsAllowedContactLimit',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const mergeOptions = [
  'Overwrite',
  'OnlyOverwriteIfNotEmpty',
  'OnlyOverwriteIfContactDataNotPopulated',
] as const;
export type MergeOption = (typeof mergeOptions)[number];

export const counterNames = [
  'newContacts',
  'updatedContacts',
  'globallySuppressed',
  'invalidEntries',
  'duplicateEmails',
  'blocked',
  'unsubscribed',
  'hardBounced',
  'softBounced',
  'ispComplaints',
  'mailBlocked',
  'domainSuppressed',
  'pendingDoubleOptin',
  'failures',
  'suppressedContacts',
] as const;
export type CounterName = (typeof counterNames)[number];
export type Counters = Record<CounterName, number>;

/** What a fault rule told this one import to do instead of its normal life. */
export interface ImportOrders {
  status?: ImportStatus;
  holdSeconds?: number;
  afterHold?: 'Finished' | 'RejectedByWatchdog';
  held?: number;
  invisibleSeconds?: number;
  forgottenSeconds?: number;
  relapse?: boolean;
  noReport?: boolean;
  wrongSums?: boolean;
  oddFaults?: boolean;
  missingShare?: number;
  missingSeconds?: number;
  fault?: string;
}

export interface ImportRecord {
  id: string;
  account: number;
  kind: 'file' | 'collection' | 'v3';
  books: number[];
  fileName: string;
  size: number;
  mergeOption: MergeOption;
  status: ImportStatus;
  active: boolean;
  created: number;
  finished: number | null;
  header: string[];
  chunks: number;
  totalRows: number;
  counters: Counters;
  orders: ImportOrders;
}

interface ImportRow extends Omit<ImportRecord, 'books' | 'active' | 'header' | 'counters' | 'orders'> {
  books: string;
  active: number;
  header: string | null;
  counters: string;
  orders: string;
}

export function findImport(world: World, id: string): ImportRecord | undefined {
  const row = world.store.row<ImportRow>('SELECT * FROM imports WHERE id = ?', id);
  return row && readRow(row);
}

export function getImport(world: World, account: number, id: string): ImportRecord {
  const record = findImport(world, id.toLowerCase());
  if (!record || record.account !== account || isHidden(world, record))
    throw notFound('ERROR_IMPORT_NOT_FOUND');
  return record;
}

/** Not visible yet, or no more. */
export function isHidden(
  world: World,
  { created, orders }: Pick<ImportRecord, 'created' | 'orders'>,
): boolean {
  const age = world.now() - created;
  return age < (orders.invisibleSeconds ?? 0) * 1000 || age >= (orders.forgottenSeconds ?? Infinity) * 1000;
}

export function listImports(world: World, account: number, select = 100): ImportRecord[] {
  return world.store
    .rows<ImportRow>(
      'SELECT * FROM imports WHERE account = ? ORDER BY created DESC, id LIMIT ?',
      account,
      select,
    )
    .map(readRow);
}

export function countActiveImports(world: World, account: number): number {
  return world.store.number('SELECT count(*) AS n FROM imports WHERE account = ? AND active = 1', account);
}

export function saveCounters(world: World, record: ImportRecord): void {
  world.store.run('UPDATE imports SET counters = ? WHERE id = ?', JSON.stringify(record.counters), record.id);
}

export function endImport(world: World, record: ImportRecord, status: ImportStatus): void {
  world.store.run(
    'UPDATE imports SET status = ?, active = 0, finished = ? WHERE id = ? AND active = 1',
    status,
    world.now(),
    record.id,
  );
  world.store.run('DELETE FROM importChunks WHERE import = ?', record.id);
  world.memo.delete(`seen ${record.id}`);
  world.memo.delete(`last ${record.id}`);
}

export function emptyCounters(): Counters {
  return Object.fromEntries(counterNames.map((name) => [name, 0])) as Counters;
}

function readRow(row: ImportRow): ImportRecord {
  return {
    ...row,
    books: JSON.parse(row.books) as number[],
    active: row.active === 1,
    header: row.header ? (JSON.parse(row.header) as string[]) : [],
    counters: JSON.parse(row.counters) as Counters,
    orders: JSON.parse(row.orders) as ImportOrders,
  };
}

/** A relapse fault makes a finished import look unfinished at its second reading. */
export function isRelapsing(
  world: World,
  { id, orders, active }: Pick<ImportRecord, 'id' | 'orders' | 'active'>,
): boolean {
  if (!orders.relapse || active) return false;
  const key = `readings ${id}`;
  const readings = ((world.memo.get(key) as number | undefined) ?? 0) + 1;
  world.memo.set(key, readings);
  return readings === 2;
}

/** The status as it is told. */
export const readStatus = (world: World, record: ImportRecord): ImportStatus =>
  isRelapsing(world, record) ? 'NotFinished' : record.status;
