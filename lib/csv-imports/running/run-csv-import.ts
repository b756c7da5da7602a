import { type FlowContext, recordAudit } from '@/lib/context';
import { LeaseLost } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import type { RowSettings } from './convert-csv-row';
import { chunkAt, readChunks } from '../reading/csv-chunks';
import { type Claim, claimCsvImport, endClaim, releaseClaim, whileClaimed } from '../csv-import-lease';
import { readCsvOwners } from '../csv-owners';
import { columnsOf, formatOf, headersOf, lastRowOf, optionsOf } from '../csv-imports-internal';
import { OneAtATime } from './one-at-a-time';
import { readCatalogue, today } from '@/lib/crm';
import { type CsvPosition, type CsvRow, readCsvRows } from '../reading/read-csv-rows';
import { CsvBatch } from './stage-csv-rows';
import { storeCsvBatch } from './store-csv-batch';
import { undoClaimedImport } from '../undo/undo-claimed-import';

/**
 * Brings an uploaded file in, or takes an import back, whichever was asked for. Safe to repeat and to overlap: one runner
 * at a time by lease and fence. Each batch is one transaction that also says how far it came, so a run that is killed
 * anywhere goes on behind it.
 */
export async function runCsvImport(
  ctx: FlowContext,
  csvImportId: bigint,
  { batchRows = 10_000 } = {},
): Promise<void> {
  permit(ctx, 'crm.import');
  const claim = await claimCsvImport(ctx, csvImportId);
  if (!claim) return;
  const log = ctx.log.child({
    csvImportId: String(csvImportId),
    fence: String(claim.lease.fence),
    doing: claim.doing,
  });
  try {
    await whileClaimed(ctx, claim, async (holding) => {
      if (claim.doing === 'undo') await undoClaimedImport(holding, claim);
      else await importWhole(holding, claim, batchRows);
    });
    log.info('csv import ended');
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.info('csv import left to another runner');
    } else if (ctx.signal.aborted) {
      await releaseClaim(ctx, claim, 0);
    } else {
      await releaseClaim(ctx, claim, 15);
      throw error;
    }
  }
}

async function importWhole(ctx: FlowContext, claim: Claim, batchRows: number): Promise<void> {
  let rowCount: number;
  try {
    rowCount = await importRows(ctx, claim, batchRows);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input' || ctx.signal.aborted) throw error;
    return fail(ctx, claim, error.userMessage);
  }
  await finish(ctx, claim, rowCount);
}

/** Reads and converts the next batch while the one before it is being stored; the database never waits for the parser. */
async function importRows(ctx: FlowContext, claim: Claim, batchRows: number): Promise<number> {
  const format = formatOf(claim.import);
  const settings: RowSettings = {
    columns: columnsOf(claim.import),
    options: optionsOf(claim.import),
    headerLength: headersOf(claim.import).length,
    catalogue: await readCatalogue(ctx.db.prisma, claim.import.entity),
    today: today(ctx),
    now: ctx.now(),
    owners: await readCsvOwners(ctx.db.prisma),
  };
  const writer = new OneAtATime();
  let done = claim.import.doneRowCount;
  let batch = new CsvBatch(settings);
  const store = async (): Promise<void> => {
    if (batch.rowCount === 0) return;
    const [full, from] = [batch, done];
    done += batch.rowCount;
    batch = new CsvBatch(settings);
    await writer.begin(() => storeCsvBatch(ctx, claim, settings, full, from));
  };
  try {
    for await (const row of rowsBehind(ctx, claim, await lastPosition(ctx, claim), format)) {
      batch.add(row);
      if (!batch.isFull(batchRows)) continue;
      ctx.signal.throwIfAborted();
      await store();
    }
    ctx.signal.throwIfAborted();
    await store();
  } catch (error) {
    // What stands before an unreadable row still comes in.
    if (error instanceof AppError && error.code === 'invalid_input') await store();
    await writer.end();
    throw error;
  }
  await writer.end();
  return done;
}

async function lastPosition(ctx: FlowContext, claim: Claim): Promise<CsvPosition> {
  const last = await ctx.db.prisma.csvImportBatch.findFirst({
    where: { importId: claim.import.id },
    orderBy: { n: 'desc' },
    select: { endByte: true, endRow: true },
  });
  return { byte: Number(last?.endByte ?? 0), row: last?.endRow ?? 0 };
}

/** The rows that are not stored yet, without title lines, header and foot. A file in UTF-8 is read from where the last batch ended. */
async function* rowsBehind(
  ctx: FlowContext,
  claim: Claim,
  position: CsvPosition,
  format: ReturnType<typeof formatOf>,
): AsyncGenerator<CsvRow> {
  const { n, before } = format.encoding === 'utf-8' ? chunkAt(position.byte) : { n: 0, before: 0 };
  const rows = readCsvRows(readChunks(ctx.db, claim.import.id, n), format, position, before);
  const lastRow = lastRowOf(claim.import) ?? Infinity;
  let isHeader = format.hasHeader && position.byte === 0;
  for await (const row of rows) {
    if (row.rowNumber > lastRow) return;
    if (row.rowNumber < format.firstRow) continue;
    if (isHeader) isHeader = false;
    else yield row;
  }
}

/** The file itself isn't kept: what came of it stands in the records, and refused rows beside the import. */
async function finish(ctx: FlowContext, claim: Claim, doneRowCount: number): Promise<void> {
  await endClaim(ctx, claim, async (tx) => {
    const row = await tx.csvImport.update({
      where: { id: claim.import.id },
      data: { state: 'finished', finishedAt: ctx.now(), rowCount: doneRowCount, leaseUntil: null },
    });
    await tx.csvImportChunk.deleteMany({ where: { importId: claim.import.id } });
    await recordAudit(ctx, tx, {
      action: 'csv-import.finish',
      subjectType: 'csv_import',
      subjectId: row.id,
      detail: {
        created: row.createdCount,
        updated: row.updatedCount,
        unchanged: row.unchangedCount,
        refused: row.rejectedCount,
        skipped: row.skippedCount,
      },
    });
  });
}

async function fail(ctx: FlowContext, claim: Claim, message: string): Promise<void> {
  await endClaim(ctx, claim, async (tx) => {
    await tx.csvImport.update({
      where: { id: claim.import.id },
      data: { state: 'failed', finishedAt: ctx.now(), error: message, leaseUntil: null },
    });
    await tx.csvImportChunk.deleteMany({ where: { importId: claim.import.id } });
    await recordAudit(ctx, tx, {
      action: 'csv-import.fail',
      subjectType: 'csv_import',
      subjectId: claim.import.id,
      detail: { message },
    });
  });
}
