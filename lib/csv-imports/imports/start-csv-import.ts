import { type Context, recordAudit } from '@/lib/context';
import { conflict, invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { rememberMapping } from '../proposal/csv-mapping-memory';
import { type CsvImportRow, fetchCsvImport, formatOf } from '../csv-imports-internal';
import { type CsvFormat, StartCsvImportInput } from '../csv-import-schemas';
import { type ImportProposal, proposeImport } from '../proposal/propose-import';
import { openQuestions, unanswered } from '../proposal/open-questions';
import type { CsvAnswers } from '../proposal-schemas';
import { unreadable } from '../reading/read-csv-rows';
import { refuseMapping } from '../proposal/refuse-mapping';

/** Fixes how the file is read and lets the worker begin. From here on nothing of it can be changed. */
export async function startCsvImport(ctx: Context, raw: StartCsvImportInput): Promise<{ id: string }> {
  permit(ctx, 'crm.import');
  const { id, answers, ...given } = StartCsvImportInput.parse(raw);
  const row = await fetchCsvImport(ctx.db.prisma, id);
  if (row.state !== 'uploaded') throw conflict('This import has been started already.');
  const format = given.format ?? formatOf(row);
  const proposal = await proposeImport(ctx, row, { ...given, format, answers });
  const { profile, options } = proposal;
  refuseMapping(row.kind === 'people' ? (given.mapping ?? proposal.mapping) : proposal.mapping, proposal);
  await refuseUnknownOwner(ctx, options.ownerId);
  if (profile.openQuoteRow !== null)
    throw unreadable({ code: 'CSV_QUOTE_NOT_CLOSED' }, profile.openQuoteRow - 1);
  if (profile.rowCount === 0)
    throw invalidInput('Nobody stands in this file below its header row, so there is nothing to import.');
  const open = openQuestions(proposal.questions);
  if (open.length > 0) throw unanswered(open);
  await fix(ctx, row, proposal, { format, answers });
  return { id };
}

async function fix(
  ctx: Context,
  row: CsvImportRow,
  { mapping, options, columns, profile, suggested, recipe }: ImportProposal,
  { format, answers }: { format: CsvFormat; answers: CsvAnswers },
): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count: started } = await tx.csvImport.updateMany({
      where: { id: row.id, state: 'uploaded' },
      data: {
        encoding: format.encoding,
        delimiter: format.delimiter,
        headers: profile.headers,
        recipe: recipe?.recipe.name ?? null,
        mapping,
        columns,
        answers,
        options: {
          ...options,
          hasHeader: format.hasHeader,
          firstRow: format.firstRow,
          ...(profile.footRows.length > 0 ? { lastRow: profile.lastRow } : {}),
        },
        rowCount: profile.rowCount,
        state: 'queued',
      },
    });
    if (started === 0) throw conflict('This import has been started already.');
    if (format.hasHeader && row.kind === 'people')
      await rememberMapping(tx, row.entity, profile.headers, mapping, new Set(suggested.keys()));
    await recordAudit(ctx, tx, {
      action: 'csv-import.start',
      subjectType: 'csv_import',
      subjectId: row.id,
      detail: {
        fileName: row.fileName,
        entity: row.entity,
        kind: row.kind,
        rowCount: profile.rowCount,
        fields: Object.values(mapping),
      },
    });
  });
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
