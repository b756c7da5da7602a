import { type FlowContext, recordAudit } from '../context';
import { AppError } from '../errors';
import { permit } from '../permissions';
import { mappedColumns } from './convert-csv-row';
import { readChunks } from './csv-chunks';
import { type Claim, claimCsvImport, holdLease, LostLease, releaseLease } from './csv-import-lease';
import { formatOf, mappingOf, optionsOf } from './csv-imports-internal';
import { type CsvRow, readCsvRows } from './read-csv-rows';
import { type BatchSettings, storeCsvBatch } from './store-csv-batch';

const BATCH_ROWS = 2_000;
const BATCH_CHARACTERS = 4_000_000;
const ROWS_BETWEEN_RENEWALS = 20_000;

/**
 * Brings an uploaded file in. Safe to repeat and to overlap: one runner at a time by lease and fence. Each batch is
 * one transaction that also counts its rows as done, so a run that is killed anywhere goes on behind them.
 */
export async function runCsvImport(ctx: FlowContext, csvImportId: bigint): Promise<void> {
  permit(ctx, 'crm.import');
  const claim = await claimCsvImport(ctx, csvImportId);
  if (!claim) return;
  const log = ctx.log.child({ csvImportId: String(csvImportId), fence: String(claim.fence) });
  try {
    const doneRowCount = await importRows(ctx, claim);
    await finish(ctx, claim, doneRowCount);
    log.info({ doneRowCount }, 'csv import finished');
  } catch (error) {
    if (error instanceof LostLease) {
      log.info('csv import left to another runner');
    } else if (ctx.signal.aborted) {
      await releaseLease(ctx, claim, 0);
    } else if (error instanceof AppError && error.code === 'invalid_input') {
      await fail(ctx, claim, error.userMessage);
    } else {
      await releaseLease(ctx, claim, 15);
      throw error;
    }
  }
}

async function importRows(ctx: FlowContext, claim: Claim): Promise<number> {
  const format = formatOf(claim.import);
  const settings: BatchSettings = {
    columns: mappedColumns(mappingOf(claim.import)),
    options: optionsOf(claim.import),
    headerLength: 0,
  };
  const rows = new Batch(claim.import.doneRowCount, (batch, done) => storeCsvBatch(ctx, claim, settings, batch, done));
  let passed = 0;
  let first = true;
  try {
    for await (const row of readCsvRows(readChunks(ctx.db, claim.import.id), format)) {
      if (first) {
        settings.headerLength = row.cells.length;
        first = false;
        if (format.hasHeader) continue;
      }
      passed += 1;
      if (passed <= claim.import.doneRowCount) {
        if (passed % ROWS_BETWEEN_RENEWALS === 0) await holdLease(ctx.db.pool, claim, claim.import.doneRowCount);
        continue;
      }
      rows.add(row);
      if (!rows.isFull()) continue;
      ctx.signal.throwIfAborted();
      await rows.store();
    }
  } catch (error) {
    // What stands before an unreadable row still comes in.
    if (error instanceof AppError && error.code === 'invalid_input') await rows.store();
    throw error;
  }
  ctx.signal.throwIfAborted();
  await rows.store();
  return rows.done;
}

/** Rows that wait to be stored together; a batch is bounded by rows and by length. */
class Batch {
  #rows: CsvRow[] = [];
  #characters = 0;
  constructor(
    public done: number,
    private readonly storeRows: (rows: CsvRow[], done: number) => Promise<void>,
  ) {}

  add(row: CsvRow): void {
    this.#rows.push(row);
    this.#characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
  }

  isFull(): boolean {
    return this.#rows.length >= BATCH_ROWS || this.#characters >= BATCH_CHARACTERS;
  }

  async store(): Promise<void> {
    if (this.#rows.length === 0) return;
    await this.storeRows(this.#rows, this.done);
    this.done += this.#rows.length;
    this.#rows = [];
    this.#characters = 0;
  }
}

/** The file itself isn't kept: what came of it stands in the records, and refused rows beside the import. */
async function finish(ctx: FlowContext, claim: Claim, doneRowCount: number): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.csvImport.updateMany({
      where: { id: claim.import.id, fence: claim.fence, state: 'running' },
      data: { state: 'finished', finishedAt: ctx.now(), rowCount: doneRowCount, leaseUntil: null },
    });
    if (count === 0) throw new LostLease('the import has another runner or was stopped');
    await tx.csvImportChunk.deleteMany({ where: { importId: claim.import.id } });
    const row = await tx.csvImport.findUniqueOrThrow({ where: { id: claim.import.id } });
    await recordAudit(ctx, tx, {
      action: 'csv-import.finish',
      subjectType: 'csv_import',
      subjectId: row.id,
      detail: { created: row.createdCount, updated: row.updatedCount, unchanged: row.unchangedCount, refused: row.rejectedCount },
    });
  });
}

async function fail(ctx: FlowContext, claim: Claim, message: string): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.csvImport.updateMany({
      where: { id: claim.import.id, fence: claim.fence, state: 'running' },
      data: { state: 'failed', finishedAt: ctx.now(), error: message, leaseUntil: null },
    });
    if (count === 0) return;
    await tx.csvImportChunk.deleteMany({ where: { importId: claim.import.id } });
    await recordAudit(ctx, tx, { action: 'csv-import.fail', subjectType: 'csv_import', subjectId: claim.import.id, detail: { message } });
  });
}
