import type { PoolClient, QueryResult } from 'pg';

import { type FlowContext, recordAudit } from '@/lib/context';
import { inCsvTransaction, readCatalogue, stagedOf } from '@/lib/crm';
import type { Tx } from '@/lib/db';
import { type Claim, endClaim, holdBatch } from '../csv-import-lease';
import { CsvUndoCounts } from '../csv-import-schemas';
import { setFields, optionsOf } from '../csv-imports-internal';
import { undoSettings, undoStatements } from './csv-undo-sql';

/**
 * Takes an import back batch by batch, the last one first. Each batch is one transaction that also moves the position, so
 * an undo that is killed anywhere goes on behind it.
 */
export async function undoClaimedImport(ctx: FlowContext, claim: Claim): Promise<void> {
  const options = optionsOf(claim.import);
  // An archived custom field still has its values; one that was deleted has none to put back.
  const catalogue = await readCatalogue(ctx.db.prisma, claim.import.entity, { archived: true });
  const staged = stagedOf(setFields(claim.import), options, catalogue);
  const sql = undoStatements(staged, options.ownerOf === 'all' && options.ownerId !== null);
  for (let position = Number(claim.import.undoPosition ?? 0); position > 0; position -= 1) {
    ctx.signal.throwIfAborted();
    await inCsvTransaction(ctx, (client) => undoBatch(ctx, client, claim, sql, position));
  }
  await finishUndo(ctx, claim);
}

async function undoBatch(
  ctx: FlowContext,
  client: PoolClient,
  claim: Claim,
  sql: { names: string[]; work: string },
  position: number,
): Promise<void> {
  const { id, entity } = claim.import;
  await holdBatch(client, claim, position);
  const { rows } = await client.query<{
    created: string;
    first: string | null;
    last: string | null;
    counts: unknown;
  }>(
    `SELECT b.created::text, b.first_change_id AS first, b.last_change_id AS last, i.undo_counts AS counts
     FROM csv_imports i JOIN csv_import_batches b ON b.import_id = i.id WHERE i.id = $1 AND b.n = $2`,
    [id, position],
  );
  const [batch] = rows;
  if (!batch) throw new Error(`batch ${position} of csv import ${id} is gone`);
  await client.query(undoSettings, [
    String(id),
    ctx.now().toISOString(),
    batch.first ?? '',
    batch.last ?? '',
    batch.created,
    entity,
  ]);
  const counts = await runTogether(client, sql);
  await client.query('UPDATE csv_imports SET undo_position = $2, undo_counts = $3 WHERE id = $1', [
    id,
    position - 1,
    add(CsvUndoCounts.parse(batch.counts), counts),
  ]);
}

type Answer = { n?: number; records?: number };

async function runTogether(
  client: PoolClient,
  sql: { names: string[]; work: string },
): Promise<Map<string, Answer>> {
  const results = (await client.query<Answer>(`SET LOCAL enable_seqscan = off;\n${sql.work}`)) as unknown;
  const list = Array.isArray(results) ? (results as QueryResult<Answer>[]) : [];
  return new Map(sql.names.map((name, n) => [name, list[n + 1]?.rows[0] ?? {}]));
}

function add(before: CsvUndoCounts, answers: Map<string, Answer>): CsvUndoCounts {
  const n = (name: string): number => answers.get(name)?.n ?? 0;
  return {
    deleted: before.deleted + n('deleted'),
    keptRecords: before.keptRecords + n('keptRecords'),
    restored: before.restored + n('restored') + n('untagged'),
    restoredRecords: before.restoredRecords + (answers.get('restored')?.records ?? 0),
    keptValues: before.keptValues + n('keptValues') + n('keptTags'),
    keptOptOuts: before.keptOptOuts + n('keptOptOuts'),
  };
}

async function finishUndo(ctx: FlowContext, claim: Claim): Promise<void> {
  const tell = async (tx: Tx): Promise<void> => {
    const { undoCounts } = await tx.csvImport.update({
      where: { id: claim.import.id },
      data: { undo: 'finished', undoneAt: ctx.now(), leaseUntil: null },
      select: { undoCounts: true },
    });
    await recordAudit(ctx, tx, {
      action: 'csv-import.undo-finish',
      subjectType: 'csv_import',
      subjectId: claim.import.id,
      detail: CsvUndoCounts.parse(undoCounts),
    });
  };
  await endClaim(ctx, claim, tell, 0);
}
