import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Keyring } from '../../lib/secrets';
import { BackupError } from './backup-error';
import { copyTarget, readApplied, readSequences, readTables, type Manifest } from './contents';
import { frame } from './frames';
import { seal } from './sealed-stream';

type Input = { databaseUrl: string; keyring: Keyring; file: string; now: Date };

/**
 * Everything of one moment, while everybody works on: packed, encrypted, into a file that has its name only once it is whole.
 * Killed anywhere it leaves at most FILE.part.
 */
export async function writeBackup({ databaseUrl, keyring, file, now }: Input): Promise<Manifest> {
  if (existsSync(file))
    throw new BackupError(`${file} is there already. A backup is not written over another one.`);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const part = `${file}.part`;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL DateStyle = 'ISO'`);
    const manifest = {
      madeAt: now.toISOString(),
      migrations: await readApplied(client),
      tables: await readTables(client),
      sequences: await readSequences(client),
    };
    await pipeline(
      contents(client, manifest),
      createGzip({ level: 3 }),
      (packed: AsyncIterable<Buffer>) => seal(keyring, packed),
      createWriteStream(part, { mode: 0o600, flush: true }),
    );
    renameSync(part, file);
    return manifest;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function* contents(client: Client, manifest: Manifest): AsyncGenerator<Buffer> {
  yield frame(Buffer.from(JSON.stringify(manifest)));
  for (const table of manifest.tables) {
    for await (const rows of client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`)))
      yield frame(rows as Buffer);
    yield frame(Buffer.alloc(0));
  }
}
