import type { Db } from '@/lib/db';

const PIECE_BYTES = 1_000_000;

/** Joins what arrives into pieces of one size (the last may be shorter), copying nothing twice. */
export async function* inPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    let rest = part;
    while (size + rest.length >= PIECE_BYTES) {
      const fits = PIECE_BYTES - size;
      yield Buffer.concat([...waiting, rest.subarray(0, fits)]);
      rest = rest.subarray(fits);
      waiting = [];
      size = 0;
    }
    if (rest.length === 0) continue;
    waiting.push(rest);
    size += rest.length;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

export async function storeChunk(db: Db, importId: bigint, n: number, bytes: Buffer): Promise<void> {
  await db.pool.query('INSERT INTO csv_import_chunks (import_id, n, bytes) VALUES ($1, $2, $3)', [
    importId,
    n,
    bytes,
  ]);
}

/** Which piece a byte of the stored file stands in, and how many bytes stand before that piece. */
export const chunkAt = (byte: number): { n: number; before: number } => ({
  n: Math.floor(byte / PIECE_BYTES),
  before: Math.floor(byte / PIECE_BYTES) * PIECE_BYTES,
});

/** The stored file from a piece on, one piece in memory at a time. */
export async function* readChunks(db: Db, importId: bigint, first = 0): AsyncGenerator<Buffer> {
  const fetchPiece = async (n: number): Promise<Buffer | null> => {
    const { rows } = await db.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM csv_import_chunks WHERE import_id = $1 AND n = $2',
      [importId, n],
    );
    return rows[0]?.bytes ?? null;
  };
  for (let n = first, piece = await fetchPiece(first); piece !== null; n += 1) {
    yield piece;
    piece = await fetchPiece(n + 1);
  }
}
