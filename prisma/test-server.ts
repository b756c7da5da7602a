import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '../scripts/local/embedded-postgres';
import { generateClient } from '../scripts/local/generate-client';
import { migrate } from '../scripts/database/migrate';
import { makeScratchFolder } from '../scripts/local/scratch-folder';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { adminUrl: string; template: string };
  }
}

/** One PostgreSQL for the whole run, with a migrated database that each test file gets a copy of. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  generateClient();
  const dataDir = makeScratchFolder('dotbridge-test-');
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const end = async (): Promise<void> => {
    await server.stop();
    await deleteEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await migrate(server.url());
  } catch (error) {
    await end();
    throw error;
  }
  project.provide('testServer', { adminUrl: server.url('postgres'), template: 'dotbridge' });
  return end;
}
