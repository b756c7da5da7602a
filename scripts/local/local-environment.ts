import { resolve } from 'node:path';
import { launcherEnv } from '../../lib/env';
import { startEmbeddedPostgres, urlOfRunning } from './embedded-postgres';
import { projectFolder } from './project';
import { keptSecrets } from './secrets-kept';
import { readToldEnvironment } from './told-environment';

/** The folder with everything that one installation keeps. */
export function dataFolder(): string {
  return resolve(projectFolder, launcherEnv().dataDir);
}

/**
 * Runs a command against this installation: with DATABASE_URL that database, otherwise the embedded one, which is used where
 * `npm start` runs it and else started for as long as the command takes. What `npm start` made up is set for it too.
 */
export async function withInstallation<Result>(
  run: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const given = launcherEnv().databaseUrl;
  const dataDir = dataFolder();
  for (const [name, value] of Object.entries({
    ...readToldEnvironment(dataDir),
    ...keptSecrets(dataDir, { make: given === undefined }),
  })) {
    if ((process.env[name] ?? '') === '') process.env[name] = value;
  }
  // The command says itself what it did; the log adds what went wrong.
  process.env.LOG_LEVEL ||= 'warn';
  if (given !== undefined) return run(given);
  const running = await urlOfRunning(dataDir);
  if (running !== null) {
    process.env.DATABASE_URL = running;
    return run(running);
  }
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  try {
    process.env.DATABASE_URL = server.url();
    return await run(server.url());
  } finally {
    await server.stop();
  }
}
