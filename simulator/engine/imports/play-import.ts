import { countMailable } from '../contacts';
import { playEvent, scheduleEvent } from '../events';
import { touchBook } from '../books';
import type { World } from '../world';
import { applyRows } from './apply-rows';
import { readColumns } from './columns';
import { parseCsv } from './csv';
import { endImport, findImport, saveCounters, type ImportRecord } from './import-record';
import { judgeImport } from './watchdog';
import { applyContactsV3, judgeImportV3, readChunkV3 } from '../v3/import';

interface Slice {
  id: string;
  chunk: number;
  part: number;
  parts: number;
}

const judgedChunks = 4;

playEvent<{ id: string }>('import.start', (world, { id }) => {
  const record = findImport(world, id);
  if (!record?.active) return;
  if (record.orders.status === 'NotFinished')
    return holdImport(world, record, record.orders.holdSeconds ?? 6 * 3600, record.orders.afterHold);
  if (record.orders.status && record.orders.status !== 'Finished')
    return endImport(world, record, record.orders.status);
  if (record.kind === 'v3') return judgeV3(world, record);

  const columns = readColumns(world, record.account, record.header);
  if (columns.email === -1 || /\.xlsx?$/i.test(record.fileName))
    return endImport(world, record, 'InvalidFileFormat');
  if (columns.unknown > 0 && world.settings.unknownColumns === 'refused')
    return endImport(world, record, 'InvalidFileFormat');
  const verdict = judgeImport(world, record, readEmails(world, record, columns.email, judgedChunks));
  if (verdict?.action === 'reject') return endImport(world, record, 'RejectedByWatchdog');
  if (verdict?.action === 'hold')
    return holdImport(world, record, world.settings.watchdog.holdSeconds, world.settings.watchdog.afterHold);
  if (exceedsAllowance(world, record, columns.email)) endImport(world, record, 'ExceedsAllowedContactLimit');
});

playEvent<Slice>('import.slice', (world, { id, chunk, part, parts }) => {
  const record = findImport(world, id);
  if (!record?.active || record.orders.held) return;
  applySlice(world, record, chunk, part, parts);
});

playEvent<{ id: string }>('import.finish', (world, { id }) => {
  const record = findImport(world, id);
  if (!record?.active || record.orders.held) return;
  endImport(world, record, 'Finished');
  for (const book of record.books) touchBook(world, book);
});

playEvent<{ id: string; status: 'Finished' | 'RejectedByWatchdog' }>(
  'import.release',
  (world, { id, status }) => {
    const record = findImport(world, id);
    if (!record?.active) return;
    world.store.run("UPDATE imports SET orders = json_remove(orders, '$.held') WHERE id = ?", id);
    if (status !== 'Finished') return endImport(world, record, status);
    for (let chunk = 0; chunk < record.chunks; chunk++) applySlice(world, record, chunk, 0, 1);
    endImport(world, record, 'Finished');
    for (const book of record.books) touchBook(world, book);
  },
);

function applySlice(world: World, record: ImportRecord, chunk: number, part: number, parts: number): void {
  const rows = record.kind === 'v3' ? readChunkV3(world, record, chunk) : readRows(world, record, chunk);
  const size = Math.ceil(rows.length / parts);
  const firstN = chunk * 1_000_000 + part * size;
  const slice = rows.slice(part * size, (part + 1) * size);
  if (record.kind === 'v3') return applyContactsV3(world, record, slice, firstN);
  applyRows(world, record, slice as string[][], firstN);
  saveCounters(world, record);
}

function judgeV3(world: World, record: ImportRecord): void {
  const verdict = judgeImportV3(world, record);
  if (verdict === 'hold')
    holdImport(world, record, world.settings.watchdog.holdSeconds, world.settings.watchdog.afterHold);
  else if (verdict) endImport(world, record, verdict);
}

function holdImport(
  world: World,
  record: ImportRecord,
  seconds: number,
  status: 'Finished' | 'RejectedByWatchdog' = 'Finished',
): void {
  world.store.run("UPDATE imports SET orders = json_set(orders, '$.held', 1) WHERE id = ?", record.id);
  scheduleEvent(world, world.now() + seconds * 1000, 'import.release', { id: record.id, status });
}

function readRows(world: World, record: ImportRecord, chunk: number): string[][] {
  const stored = world.store.row<{ bytes: ArrayBuffer }>(
    'SELECT bytes FROM importChunks WHERE import = ? AND n = ?',
    record.id,
    chunk,
  );
  const rows = stored ? parseCsv(Buffer.from(stored.bytes).toString('utf8')) : [];
  return chunk === 0 ? rows.slice(1) : rows;
}

function readEmails(world: World, record: ImportRecord, column: number, chunks: number): string[] {
  const emails: string[] = [];
  for (let chunk = 0; chunk < Math.min(chunks, record.chunks); chunk++) {
    for (const row of readRows(world, record, chunk)) emails.push(row[column] ?? '');
  }
  return emails;
}

/** Counts who would be new only when the whole file could pass the allowance. */
function exceedsAllowance(world: World, record: ImportRecord, column: number): boolean {
  const limit = world.store.number('SELECT contactLimit AS n FROM accounts WHERE id = ?', record.account);
  const held = countMailable(world, record.account);
  if (held + record.totalRows <= limit) return false;
  const emails = [
    ...new Set(readEmails(world, record, column, record.chunks).map((email) => email.trim().toLowerCase())),
  ];
  const known = world.store.number(
    'SELECT count(*) AS n FROM json_each(?) j CROSS JOIN contacts c ON c.account = ? AND c.email = j.value',
    JSON.stringify(emails),
    record.account,
  );
  return held + emails.length - known > limit;
}
