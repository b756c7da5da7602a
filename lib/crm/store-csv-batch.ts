import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import type { FlowContext } from '../context';
import { batchStatements, type StagedColumn, stagedColumns } from './csv-batch-sql';
import { type Claim, holdLease } from './csv-import-lease';
import type { CsvRow } from './read-csv-rows';
import { today } from './internal';
import { type RefusedRow, stageCsvRows, type StagedPerson, type StageSettings } from './stage-csv-rows';

export type BatchSettings = Omit<StageSettings, 'today'>;

const optedOut =
  'This person opted out of mail here, and a file can’t undo that. Record a new consent on the record’s page, or leave the consent column out.';

/**
 * Stores one batch in one transaction: the lease is held first and the rows are counted as done last, so a batch is
 * there with its count or not at all.
 */
export async function storeCsvBatch(
  ctx: FlowContext,
  claim: Claim,
  settings: BatchSettings,
  rows: readonly CsvRow[],
  doneRowCount: number,
): Promise<void> {
  const { people, refused } = stageCsvRows(rows, { ...settings, today: today(ctx) });
  const client = await ctx.db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    await holdLease(client, claim, doneRowCount);
    const counts = await storePeople(ctx, client, claim, settings, people, refused);
    await storeRefused(client, claim, refused);
    await client.query(
      `UPDATE csv_imports SET done_row_count = done_row_count + $2, created_count = created_count + $3,
         updated_count = updated_count + $4, unchanged_count = unchanged_count + $5, rejected_count = rejected_count + $6
       WHERE id = $1`,
      [claim.import.id, rows.length, counts.created, counts.updated, counts.unchanged, refused.length],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      broken = rollback;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

type Counts = { created: number; updated: number; unchanged: number };

/** Puts people in by sets. Those that an opt-out stands against are moved to `refused`. */
async function storePeople(
  ctx: FlowContext,
  client: PoolClient,
  claim: Claim,
  settings: BatchSettings,
  people: StagedPerson[],
  refused: RefusedRow[],
): Promise<Counts> {
  if (people.length === 0) return { created: 0, updated: 0, unchanged: 0 };
  const { entity, id } = claim.import;
  const { options } = settings;
  const columns = stagedColumns(settings.columns.map(([, field]) => field));
  const sql = batchStatements(columns, options);
  const now = ctx.now();
  // Two imports of one entity at once would both miss the other's newcomers.
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`csv-import:${entity}`]);
  await client.query(sql.createStage);
  await copyPeople(client, sql.copy, columns, people);
  await client.query('ANALYZE csv_stage');
  await client.query(sql.match, [entity]);
  await client.query(sql.lock);
  const out = new Set<number>();
  if (sql.refuseConsent) {
    const { rows } = await client.query<{ n: number }>(sql.refuseConsent);
    for (const { n } of rows) {
      out.add(n);
      for (const row of people[n]?.rows ?? []) refused.push({ row, reason: optedOut });
    }
  }
  if (sql.consents) await client.query(sql.consents, [now]);
  await client.query(sql.changes, [String(id), now]);
  const updated = (await client.query(sql.update, [entity, now])).rowCount ?? 0;
  const { rows: made } = await client.query<{ created: number }>(sql.insert, [
    entity, now, String(id), options.source, options.ownerId === null ? claim.import.createdById : BigInt(options.ownerId),
  ]);
  const created = made[0]?.created ?? 0;
  const stored = people.filter((_, n) => !out.has(n));
  return {
    created,
    updated: updated + stored.reduce((sum, person) => sum + person.repeatUpdated, 0),
    unchanged: stored.length - created - updated + stored.reduce((sum, person) => sum + person.repeatUnchanged, 0),
  };
}

async function copyPeople(client: PoolClient, copy: string, columns: readonly StagedColumn[], people: readonly StagedPerson[]): Promise<void> {
  const lines = people.map((person, n) =>
    [String(n), copyText(person.key), ...columns.map((column) => copyText(person.values[column.name] ?? null))].join('\t'));
  const stream = client.query(copyFrom(copy));
  stream.end(`${lines.join('\n')}\n`);
  await finished(stream);
}

/** COPY's text form. */
const copyText = (value: string | null): string =>
  value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[sign] ?? '\\r');

async function storeRefused(client: PoolClient, claim: Claim, refused: readonly RefusedRow[]): Promise<void> {
  if (refused.length === 0) return;
  await client.query(
    `INSERT INTO csv_import_rows (import_id, row_number, cells, reason)
     SELECT $1, n, cells::jsonb, reason FROM unnest($2::int[], $3::text[], $4::text[]) AS t(n, cells, reason)
     ON CONFLICT (import_id, row_number) DO NOTHING`,
    [
      claim.import.id,
      refused.map(({ row }) => row.rowNumber),
      refused.map(({ row }) => JSON.stringify(row.cells.map((cell) => cell.replaceAll('\0', '\u2400')))),
      refused.map(({ reason }) => reason),
    ],
  );
}
