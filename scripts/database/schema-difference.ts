import { rmSync } from 'node:fs';
import type { Client } from 'pg';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '../local/embedded-postgres';
import { makeScratchFolder } from '../local/scratch-folder';
import { migrate } from './migrate';
import {
  openEngineConnection,
  noFilters,
  openSchemaEngine,
  readMigrations,
  readSchema,
} from './schema-engine';

/**
 * The SQL that would bring the migrations to prisma/schema, statement by statement; none when they agree. What a migration makes by
 * hand because Prisma's language can't say it is no difference: an index named in a migration whose folder name ends in `_rules`,
 * and the default of a column that such a migration generates.
 */
export async function schemaDifference(): Promise<string[]> {
  const dataDir = makeScratchFolder('dotbridge-schema-');
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    await migrate(server.url());
    const connection = await openEngineConnection(server.url());
    await dropConstraintTriggers(connection.client);
    const engine = await openSchemaEngine(connection);
    await connection.client.query('BEGIN');
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: readSchema(), configDir: process.cwd() },
      to: { tag: 'schemaDatamodel', files: readSchema() },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    await connection.end();
    return statementsOf(stdout ?? '').filter((statement) => !isByHand(statement));
  } finally {
    await server.stop();
    await deleteEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The engine knows no constraint triggers, and ends in a panic where it meets one; Prisma's language has no triggers at all. */
async function dropConstraintTriggers(client: Client): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(
    `SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop FROM pg_trigger WHERE tgconstraint <> 0 AND NOT tgisinternal`,
  );
  for (const { drop } of rows) await client.query(drop);
}

/** The engine writes one comment line over each statement. */
function statementsOf(script: string): string[] {
  return script
    .split(/^-- .*$/m)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isByHand(statement: string): boolean {
  const index = /^DROP INDEX "([^"]+)";$/.exec(statement)?.[1];
  if (index !== undefined)
    return rulesMention(new RegExp(`CREATE (UNIQUE )?INDEX (IF NOT EXISTS )?"?${index}"?\\s`));
  const column = /^ALTER TABLE "[^"]+" ALTER COLUMN "([^"]+)" DROP DEFAULT;$/.exec(statement)?.[1];
  return column !== undefined && rulesMention(new RegExp(`"?${column}"?\\s[^,;]*GENERATED ALWAYS`));
}

function rulesMention(pattern: RegExp): boolean {
  return readMigrations().migrationDirectories.some(
    ({ path, migrationFile }) =>
      path.endsWith('_rules') &&
      migrationFile.content.tag === 'ok' &&
      pattern.test(migrationFile.content.value),
  );
}
