import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@/scripts/database/migrate';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';

/** A PostgreSQL of the bench's own with a migrated database, gone afterwards. */
export async function withPostgres(
  options: { durable: boolean },
  work: (server: { url: (database?: string) => string }) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, ...options });
  try {
    await migrate(server.url());
    await work(server);
  } finally {
    await server.stop();
    await deleteEmbeddedPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
