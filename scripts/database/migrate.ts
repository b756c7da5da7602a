import { setTimeout as sleep } from 'node:timers/promises';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type { Client } from 'pg';
import { dropMaskedViews, makeMaskedViews } from '../../prisma/masking/masked-views';
import { openEngineConnection, noFilters, openSchemaEngine, readMigrations } from './schema-engine';

const lockKey = 7_269_740_611;

/**
 * Brings a database to the current schema and answers the names of the migrations applied. Safe from several machines at once and
 * when killed anywhere: each migration with its line in the history is one transaction, begun under one lock.
 */
export async function migrate(
  databaseUrl: string,
  log: (line: string) => void = () => undefined,
  /** The last one that is applied; left out: all are. */
  last?: string,
): Promise<string[]> {
  const connection = await openEngineConnection(databaseUrl);
  try {
    const engine = await openSchemaEngine(connection);
    const applied: string[] = [];
    for (;;) {
      if (last !== undefined && applied.includes(last)) return applied;
      const name = await applyNext(connection.client, engine, log);
      if (name === null) {
        await makeMaskedViews(connection.client);
        return applied;
      }
      applied.push(name);
      log(`applied migration ${name}`);
    }
  } finally {
    await connection.end();
  }
}

async function applyNext(
  client: Client,
  engine: SchemaEngine,
  log: (line: string) => void,
): Promise<string | null> {
  await client.query('BEGIN');
  let name: string | null = null;
  try {
    await takeLock(client, log);
    const list = readMigrations();
    name = await nextMigration(engine, list, log);
    if (name === null) return null;
    await dropMaskedViews(client);
    const upToIt = list.migrationDirectories.filter((directory) => directory.path <= (name ?? ''));
    await engine.applyMigrations({
      migrationsList: { ...list, migrationDirectories: upToIt },
      filters: noFilters,
    });
    await client.query('COMMIT');
    return name;
  } catch (error) {
    if (name === null) throw error;
    throw new Error(`Migration ${name} failed and was taken back: ${firstLines(error)}`, { cause: error });
  } finally {
    // After COMMIT both only tidy up: the engine takes a lock of its own that would last as long as the connection.
    await client.query('ROLLBACK');
    await client.query('SELECT pg_advisory_unlock_all()');
  }
}

async function takeLock(client: Client, log: (line: string) => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
      lockKey,
    ]);
    if (rows[0]?.taken) return;
    if (tries === 20) log('another machine is migrating this database; waiting for it');
    await sleep(100);
  }
}

async function nextMigration(
  engine: SchemaEngine,
  list: ReturnType<typeof readMigrations>,
  log: (line: string) => void,
): Promise<string | null> {
  const state = await engine.diagnoseMigrationHistory({
    migrationsList: list,
    filters: noFilters,
    optInToShadowDatabase: false,
  });
  if (state.failedMigrationNames.length > 0) {
    throw new Error(
      `An earlier "prisma migrate" left ${state.failedMigrationNames.join(', ')} half done. Settle it with "prisma migrate resolve", then migrate again.`,
    );
  }
  if (state.editedMigrationNames.length > 0) {
    log(
      `changed since applied here: ${state.editedMigrationNames.join(', ')} (a database that matters needs a new migration instead; in development: npm run db:reset)`,
    );
  }
  if (state.history === null) return null;
  if (state.history.diagnostic !== 'databaseIsBehind') {
    throw new Error(
      `This database has migrations that this version doesn't know: ${state.history.unpersistedMigrationNames.join(', ')}. Run the newer version, or (losing all data) npm run db:reset.`,
    );
  }
  return state.history.unappliedMigrationNames[0] ?? null;
}

function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(/\n\s+0: /)[0]?.trim() ?? text;
}
