import { actorUserId } from '@/lib/actor';
import { type Context, recordAudit } from '@/lib/context';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchCsvImport } from '../csv-imports-internal';
import { CsvImportRef } from '../csv-import-schemas';

/**
 * Asks for an ended import to be taken back; the worker does it. Earlier values return, records that the import created go,
 * and whatever was changed since stays and is named (docs/decisions/0011-undoing-an-import.md).
 */
export async function undoCsvImport(ctx: Context, raw: CsvImportRef): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { id } = CsvImportRef.parse(raw);
  const row = await fetchCsvImport(ctx.db.prisma, id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const last = await tx.csvImportBatch.findFirst({
      where: { importId: row.id },
      orderBy: { n: 'desc' },
      select: { n: true },
    });
    if (!last) throw conflict('This import stored nothing, so there is nothing to undo.');
    const { count } = await tx.csvImport.updateMany({
      where: { id: row.id, state: { in: ['finished', 'failed', 'cancelled'] }, undo: 'none' },
      data: { undo: 'queued', undoPosition: BigInt(last.n), undoneById: actorUserId(ctx.actor) },
    });
    if (count === 0)
      throw conflict(
        row.undo === 'none'
          ? 'This import is still running. Cancel it first, or wait until it has ended.'
          : 'This import is being undone already.',
      );
    await recordAudit(ctx, tx, {
      action: 'csv-import.undo',
      subjectType: 'csv_import',
      subjectId: row.id,
      detail: { fileName: row.fileName, entity: row.entity },
    });
  });
  return { id };
}
