import { normaliseEmail } from '../contacts';
import type { World } from '../world';
import { isEmailColumn } from './create-import';
import { parseCsv } from './csv';
import type { ImportRecord } from './import-record';

const rowsPerChunk = 1_000_000;

/** Which rows of the file count where several have the same address, by their number. */
type Counts = (email: string, n: number) => boolean;

export const firstCounts =
  (seen: Set<string>): Counts =>
  (email) => {
    if (seen.has(email)) return false;
    seen.add(email);
    return true;
  };

/** Looks through the whole file once, as nobody knows beforehand which row is the last. */
export function lastCounts(world: World, record: ImportRecord): Counts {
  const key = `last ${record.id}`;
  let last = world.memo.get(key) as Map<string, number> | undefined;
  if (!last) {
    last = new Map();
    for (let chunk = 0; chunk < record.chunks; chunk++)
      for (const [n, email] of readEmails(world, record, chunk)) last.set(email, n);
    world.memo.set(key, last);
  }
  const places = last;
  return (email, n) => places.get(email) === n;
}

/** The addresses of the file met so far; read again from its beginning when a restart forgot them. */
export function rebuildSeen(world: World, record: ImportRecord, beforeN: number): Set<string> {
  const key = `seen ${record.id}`;
  const known = world.memo.get(key) as Set<string> | undefined;
  if (known) return known;
  const seen = new Set<string>();
  for (let chunk = 0; chunk * rowsPerChunk < beforeN; chunk++)
    for (const [n, email] of readEmails(world, record, chunk)) if (n < beforeN) seen.add(email);
  world.memo.set(key, seen);
  return seen;
}

function readEmails(world: World, record: ImportRecord, chunk: number): [n: number, email: string][] {
  const column = record.header.findIndex(isEmailColumn);
  const stored = world.store.row<{ bytes: ArrayBuffer }>(
    'SELECT bytes FROM importChunks WHERE import = ? AND n = ?',
    record.id,
    chunk,
  );
  const rows = stored ? parseCsv(Buffer.from(stored.bytes).toString('utf8')) : [];
  return (chunk === 0 ? rows.slice(1) : rows).map((row, i) => [
    chunk * rowsPerChunk + i,
    normaliseEmail(row[column] ?? ''),
  ]);
}
