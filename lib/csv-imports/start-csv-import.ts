import { type Context, recordAudit } from '@/lib/context';
import { conflict, invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { findRecordField, readCatalogue } from '@/lib/crm';
import { rememberMapping } from './csv-mapping-memory';
import { fetchCsvImport } from './csv-imports-internal';
import { type CsvMapping, StartCsvImportInput } from './csv-import-schemas';
import { readChunks } from './csv-chunks';
import { cutOf, refuseUnknownFields } from './preview-csv-import';
import { columnNames } from './csv-format';
import { readCsvRows, unreadable } from './read-csv-rows';

/** Fixes how the file is read and lets the worker begin. From here on nothing of it can be changed. */
export async function startCsvImport(ctx: Context, raw: StartCsvImportInput): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { id, format, mapping, options } = StartCsvImportInput.parse(raw);
  refuseMapping(mapping, options.matchBy);
  const row = await fetchCsvImport(ctx.db.prisma, id);
  refuseUnknownFields(mapping, await readCatalogue(ctx.db.prisma, row.entity));
  await refuseUnknownOwner(ctx, options.ownerId);
  const { count, openQuoteRow } = await cutOf(ctx, row, format);
  if (openQuoteRow !== null) throw unreadable({ code: 'CSV_QUOTE_NOT_CLOSED' }, openQuoteRow - 1);
  const rowCount = count - (format.hasHeader ? 1 : 0);
  if (rowCount <= 0)
    throw invalidInput('Nobody stands in this file below its header row, so there is nothing to import.');
  const headers = await firstCells(ctx, row.id, format);

  await ctx.db.prisma.$transaction(async (tx) => {
    const { count: started } = await tx.csvImport.updateMany({
      where: { id: row.id, state: 'uploaded' },
      data: {
        encoding: format.encoding,
        delimiter: format.delimiter,
        headers,
        mapping,
        options: { ...options, hasHeader: format.hasHeader },
        rowCount,
        state: 'queued',
      },
    });
    if (started === 0) throw conflict('This import has been started already.');
    if (format.hasHeader) await rememberMapping(tx, row.entity, headers, mapping);
    await recordAudit(ctx, tx, {
      action: 'csv-import.start',
      subjectType: 'csv_import',
      subjectId: row.id,
      detail: { fileName: row.fileName, entity: row.entity, rowCount, fields: Object.values(mapping) },
    });
  });
  return { id };
}

async function refuseUnknownOwner(ctx: Context, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  const owner = await ctx.db.prisma.user.findFirst({
    where: { id: BigInt(ownerId), disabledAt: null },
    select: { id: true },
  });
  if (!owner)
    throw invalidInput('The owner you chose is no longer here. Choose another one.', {
      'options.ownerId': 'No longer here.',
    });
}

function refuseMapping(mapping: CsvMapping, matchBy: 'email' | 'externalId'): void {
  const fields = Object.values(mapping);
  if (fields.length === 0)
    throw invalidInput('Choose a field for at least one column.', {
      mapping: 'Choose a field for at least one column.',
    });
  if (matchBy === 'externalId' && !fields.includes('externalId')) {
    throw invalidInput('Matching by external id needs a column for it.', {
      'options.matchBy': 'Choose the column that holds the external id, or match by e-mail.',
    });
  }
  if (
    !fields.some((name) => ['email', 'firstName', 'lastName', 'phone', 'mobile', 'externalId'].includes(name))
  ) {
    const labels = ['email', 'firstName', 'lastName', 'phone', 'mobile']
      .map((name) => findRecordField(name)?.label)
      .join(', ');
    throw invalidInput(`No column says who a person is. Choose at least one of: ${labels}.`);
  }
}

async function firstCells(
  ctx: Context,
  id: bigint,
  format: StartCsvImportInput['format'],
): Promise<string[]> {
  for await (const { cells } of readCsvRows(readChunks(ctx.db, id), format)) {
    return columnNames(cells, format.hasHeader);
  }
  throw invalidInput('This file holds no rows.');
}
