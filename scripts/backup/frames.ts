import type { ByteReader } from './byte-reader';

const lengthBytes = 4;

/** A piece with its length before it; one of nothing ends a table. */
export function frame(bytes: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export async function readFrame(reader: ByteReader): Promise<Buffer> {
  const prefix = await reader.take(lengthBytes);
  const bytes = prefix.length < lengthBytes ? null : await reader.take(prefix.readUInt32BE());
  if (bytes === null || bytes.length < prefix.readUInt32BE())
    throw new Error('the backup ends in the middle of a table');
  return bytes;
}

/** The pieces up to the next one of nothing. */
export async function* readFrames(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const bytes = await readFrame(reader);
    if (bytes.length === 0) return;
    yield bytes;
  }
}
