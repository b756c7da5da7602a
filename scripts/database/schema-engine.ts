import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Client, Pool, type QueryArrayConfig, type QueryArrayResult } from 'pg';
import { projectFolder } from '../local/project';

export const migrationsFolder = join(projectFolder, 'prisma', 'migrations');
const schemaFolder = join(projectFolder, 'prisma', 'schema');
export const noFilters = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/** Prisma's official schema engine in its WebAssembly form: nothing to download, and the history table of `prisma migrate deploy`. */
async function load(): Promise<void> {
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(file), {
    './schema_engine_bg.js': { ...bindings },
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

export async function openSchemaEngine({ client, pool }: EngineConnection): Promise<SchemaEngine> {
  loaded ??= load();
  await loaded;
  const datamodels = readSchema().map((file): [string, string] => [file.path, file.content]);
  await client.query('BEGIN');
  const engine = await bindings.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterFactory(pool)),
  );
  await client.query('COMMIT');
  return engine;
}

/** One connection that the engine and its caller share, so that its statements join a transaction begun there. */
export type EngineConnection = { client: Client; pool: Pool; end(): Promise<void> };

export async function openEngineConnection(databaseUrl: string): Promise<EngineConnection> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  // A lost connection is told by the statement that needed it.
  client.on('error', () => undefined);
  // The adapter wants a pool. A real one would drop the connection, and the transaction with it, at the first statement that fails.
  const pool = Object.assign(new Pool({ max: 1 }), {
    query: (...input: Statement) => inSavepoint(client, input),
  });
  return { client, pool, end: () => client.end() };
}

type Statement = [statement: string | QueryArrayConfig];

/** The engine asks for tables that may not be there yet: such a question must not spoil the transaction. */
async function inSavepoint(client: Client, [statement]: Statement): Promise<QueryArrayResult> {
  await client.query('SAVEPOINT engine');
  try {
    const answer = await client.query(
      typeof statement === 'string' ? { text: statement, rowMode: 'array' } : statement,
    );
    // adapter-pg 7.10 doesn't know the catalogue's type "char" (18), which the engine reads to compare schemas. It goes as text.
    for (const field of answer.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 25;
    await client.query('RELEASE SAVEPOINT engine');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT engine');
    throw error;
  }
}

function adapterFactory(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await factory.connect();
    // adapter-pg 7.10 cuts a script at every semicolon, inside function bodies too. PostgreSQL takes it whole.
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: connect,
  };
}

export function readSchema(): SchemaContainer[] {
  return readdirSync(schemaFolder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({
      path: join(schemaFolder, name),
      content: readFileSync(join(schemaFolder, name), 'utf8'),
    }));
}

export function readMigrations(folder = migrationsFolder): MigrationList {
  const lockPath = join(folder, 'migration_lock.toml');
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockPath) ? readFileSync(lockPath, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
  };
}
