import { type Context, recordAudit } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchCsvImport } from '../csv-imports-internal';
import { CsvImportRef } from '../csv-import-schemas';

/** Stops an import at its next batch. What it has stored stays stored. */
export async function cancelCsvImport(ctx: Context, raw: CsvImportRef): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { id } = CsvImportRef.parse(raw);
  const row = await fetchCsvImport(ctx.db.prisma, id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.csvImport.updateMany({
      where: { id: row.id, state: { in: ['queued', 'running'] } },
      data: { state: 'cancelled', finishedAt: ctx.now(), leaseUntil: null },
    });
    if (count === 0) throw conflict('This import is not running, so there is nothing to stop.');
    await tx.csvImportChunk.deleteMany({ where: { importId: row.id } });
    await recordAudit(ctx, tx, { action: 'csv-import.cancel', subjectType: 'csv_import', subjectId: row.id });
  });
  return { id };
}

/** Takes away a file that was uploaded but never imported. */
export async function discardCsvImport(ctx: Context, raw: CsvImportRef): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { id } = CsvImportRef.parse(raw);
  const row = await fetchCsvImport(ctx.db.prisma, id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.csvImport.deleteMany({ where: { id: row.id, state: 'uploaded' } });
    if (count === 0) throw conflict('This import has been started already; it stays as part of the history.');
    await recordAudit(ctx, tx, {
      action: 'csv-import.discard',
      subjectType: 'csv_import',
      subjectId: row.id,
      detail: { fileName: row.fileName },
    });
  });
  return { id };
}
