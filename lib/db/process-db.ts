import { env } from '../env';
import { openDb, type Db } from './open';

declare global {
  var dotbridgeDb: Db | undefined;
}

/** The process's own database, opened once (and kept over hot reloads). */
export function processDb(): Db {
  globalThis.dotbridgeDb ??= openDb(env().databaseUrl, { poolSize: env().databasePool });
  return globalThis.dotbridgeDb;
}
