import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { fromInside, recordAuditWith, systemActor } from '../../lib/context';
import type { Keyring } from '../../lib/secrets';
import { migrate } from '../database/migrate';
import { readMigrations } from '../database/schema-engine';
import { BackupError } from './backup-error';
import { copyTarget, quoted, readTables, type Manifest } from './contents';
import { readFrames } from './frames';
import { holdWhatGoesOut, type Held } from './hold-what-goes-out';
import { keepErasedOut, noteErased } from './keep-erased-out';
import { examineBackup, openBackup, requireEnd } from './open-backup';
import { setGuardsAside } from './set-guards-aside';

type Input = {
  databaseUrl: string;
  keyring: Keyring;
  file: string;
  now: Date;
  /** What is in the database goes. */
  replace: boolean;
};

/** A migration makes it: it is there in an empty database too. */
const neverEmpty = 'audit_head';

/**
 * A backup back into a database, as it was, in one transaction: it is there whole or not at all. Whatever speaks against it is found
 * before anything is touched. From then on every connection is held until its book has been read back, and automations wait for a person.
 */
export async function restoreBackup(input: Input): Promise<Held & { manifest: Manifest }> {
  const manifest = await examineBackup(input.keyring, input.file);
  requireSameSchema(manifest.migrations);
  await withClient(input.databaseUrl, (client) => requireUnused(client, input.replace));
  await migrate(input.databaseUrl);
  return withClient(input.databaseUrl, async (client) => {
    await client.query('BEGIN');
    const held = await load(client, input);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return { manifest, ...held };
  });
}

async function load(client: Client, { keyring, file, now, replace }: Input): Promise<Held> {
  const names = (await readTables(client)).map(({ name }) => quoted(name)).join(', ');
  await client.query(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
  await requireUnused(client, replace);
  await noteErased(client);
  const putGuardsBack = await setGuardsAside(client);
  await client.query(`TRUNCATE ${names}`);
  const { manifest, reader } = await openBackup(keyring, file);
  for (const table of manifest.tables)
    await pipeline(
      Readable.from(readFrames(reader), { objectMode: false }),
      client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN`)),
    );
  await requireEnd(reader);
  for (const { name, value, called } of manifest.sequences)
    await client.query('SELECT setval($1::regclass, $2, $3)', [quoted(name), value, called]);
  await putGuardsBack();
  await keepErasedOut(client);
  const held = await holdWhatGoesOut(client, now);
  await recordAuditWith({ actor: systemActor, whence: fromInside('command') }, client, {
    action: 'database.restore',
    subjectType: 'database',
    detail: { madeAt: manifest.madeAt, ...held },
  });
  return held;
}

function requireSameSchema(of: readonly string[]): void {
  const ours = readMigrations().migrationDirectories.map(({ path }) => path);
  if (of.length === ours.length && of.every((name, n) => name === ours[n])) return;
  const unknown = of.find((name) => !ours.includes(name));
  throw new BackupError(
    unknown === undefined
      ? `The backup is of an older version of Dotbridge (its schema ends with ${of.at(-1) ?? 'nothing'}, this one's with ${ours.at(-1) ?? 'nothing'}). Restore it with the version that made it, then start the new version, which brings the schema up to date. Nothing was restored.`
      : `The backup is of another version of Dotbridge (its schema has ${unknown}, which this version doesn't know). Restore it with the version that made it. Nothing was restored.`,
  );
}

async function requireUnused(client: Client, replace: boolean): Promise<void> {
  const { rows } = await client.query<{ count: number }>(`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'dotbridge%'`);
  if ((rows[0]?.count ?? 0) > 0)
    throw new BackupError(
      'Dotbridge is at work on this database. Stop web and worker, then restore again. Nothing was restored.',
    );
  if (replace) return;
  for (const { name } of await readTables(client)) {
    if (name === neverEmpty) continue;
    const found = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`);
    if (found.rowCount !== 0)
      throw new BackupError(
        `The database isn't empty (there is something in ${name}). Restore into an empty one, or say that everything in it goes: npm run restore -- --from FILE --replace. Nothing was restored.`,
      );
  }
}

async function withClient<Result>(url: string, run: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
