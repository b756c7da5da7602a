import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Keyring } from '../../lib/secrets';
import { ByteReader } from './byte-reader';
import type { Manifest } from './contents';
import { readFrame, readFrames } from './frames';
import { open } from './sealed-stream';

const ManifestText = z.object({
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
});

/** What the backup says of itself, and a reader that stands behind it. */
export async function openBackup(
  keyring: Keyring,
  file: string,
): Promise<{ manifest: Manifest; reader: ByteReader }> {
  const plain = pipeline(
    createReadStream(file),
    (sealed: AsyncIterable<Buffer>) => open(keyring, sealed),
    createGunzip(),
    // Whoever reads it is told.
    () => undefined,
  );
  const reader = new ByteReader(plain);
  const manifest = ManifestText.parse(JSON.parse((await readFrame(reader)).toString('utf8')));
  return { manifest, reader };
}

/** Reads it to its end: what was cut off or altered is found before anything is touched. */
export async function examineBackup(keyring: Keyring, file: string): Promise<Manifest> {
  const { manifest, reader } = await openBackup(keyring, file);
  for (const _ of manifest.tables) for await (const rows of readFrames(reader)) void rows;
  await requireEnd(reader);
  return manifest;
}

export async function requireEnd(reader: ByteReader): Promise<void> {
  if ((await reader.take(1)).length > 0) throw new Error('the backup goes on behind its last table');
}
