import { normaliseEmail } from '../contacts';
import type { World } from '../world';
import { isEmailColumn } from './create-import';
import { parseCsv } from './csv';
import type { ImportRecord } from './import-record';

/** The addresses of the file met so far; read again from its beginning when a restart forgot them. */
export function rebuildSeen(world: World, record: ImportRecord, beforeN: number): Set<string> {
  const key = `seen ${record.id}`;
  const known = world.memo.get(key) as Set<string> | undefined;
  if (known) return known;
  const seen = new Set<string>();
  const column = record.header.findIndex(isEmailColumn);
  for (let chunk = 0; chunk * 1_000_000 < beforeN; chunk++) {
    const stored = world.store.row<{ bytes: ArrayBuffer }>('SELECT bytes FROM importChunks WHERE import = ? AND n = ?', record.id, chunk);
    const rows = stored ? parseCsv(Buffer.from(stored.bytes).toString('utf8')) : [];
    const data = chunk === 0 ? rows.slice(1) : rows;
    for (const [i, row] of data.entries()) if (chunk * 1_000_000 + i < beforeN) seen.add(normaliseEmail(row[column] ?? ''));
  }
  world.memo.set(key, seen);
  return seen;
}
