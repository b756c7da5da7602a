import type { Context } from '@/lib/context';
import { AppError, conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { today } from '@/lib/crm';
import type { CsvColumnPreview, CsvFormat, CsvPreview, PreviewCsvImportQuery } from '../csv-import-schemas';
import { type CsvImportRow, fetchCsvImport, formatOf } from '../csv-imports-internal';
import { readCsvOwners } from '../csv-owners';
import { previewCsvRows } from '../proposal/preview-csv-rows';
import { countOptedOut } from '../proposal/count-opted-out';
import { type ImportProposal, proposeImport } from '../proposal/propose-import';
import { readChunks } from '../reading/csv-chunks';
import { type CsvRow, readCsvRows } from '../reading/read-csv-rows';
import { columnType } from '../proposal/suggest-types';
import { targetsOf } from '../values/import-targets';

const SHOWN_ROWS = 8;
const HEAD_ROWS = 12;
const HEAD_CELLS = 12;
const cut = (cell: string): string => cell.trim().slice(0, 60);

/** How a file would come in with a format, mapping, options and answers; what isn't given is recognised. Stores no record. */
export async function previewCsvImport(
  ctx: Context,
  input: { id: string; query: PreviewCsvImportQuery },
): Promise<CsvPreview> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  if (row.state !== 'uploaded') throw conflict('This import has been started already.');
  const format = input.query.format ?? formatOf(row);
  const proposal = await proposeImport(ctx, row, { ...input.query, format });
  const { profile, catalogue, mapping, options, recipe, warnings } = proposal;
  const settings = {
    columns: proposal.columns,
    headerLength: profile.headers.length,
    options,
    catalogue,
    today: today(ctx),
    now: ctx.now(),
    owners: await readCsvOwners(ctx.db.prisma),
  };
  const { head, people } = await firstRows(ctx, row, format);
  const [gravest] = warnings;
  return {
    kind: row.kind,
    recipe: recipe && { name: recipe.recipe.name, label: recipe.recipe.label },
    format,
    rowCount: profile.rowCount,
    columns: profile.headers.map((_, index) => describeColumn(proposal, index)),
    head: head.map(({ rowNumber, cells }) => ({ rowNumber, cells: cells.slice(0, HEAD_CELLS).map(cut) })),
    mapping,
    options,
    questions: proposal.questions,
    warnings,
    optedOutCount:
      row.kind === 'suppression'
        ? profile.rowCount
        : await countOptedOut(ctx.db, row.id, { ...proposal, format }),
    fields: targetsOf(catalogue),
    rows: await previewCsvRows(ctx, row.entity, people, settings),
    notice: gravest?.message ?? null,
  };
}

export function describeColumn(
  { profile, suggested, mapping, recipe, recalled, columns }: ImportProposal,
  index: number,
): CsvColumnPreview {
  const facts = profile.columns[index];
  const samples = facts?.samples ?? [];
  const suggestion = suggested.get(index);
  const reader = columns.find((column) => column.index === index)?.reader ?? null;
  return {
    index,
    header: profile.headers[index] || `Column ${index + 1}`,
    samples: samples.slice(0, 3),
    type: columnType(samples),
    filled: profile.rowCount === 0 ? 0 : Math.round(((facts?.filled ?? 0) / profile.rowCount) * 100),
    suggested: suggestion?.field ?? null,
    why: suggestion?.why ?? null,
    remembered: recalled.get(index) === (mapping[String(index)] ?? ''),
    reader,
    answers: reader?.read === 'consent' ? (facts?.words ?? null) : null,
    note: recipe?.columns.get(index)?.note ?? null,
  };
}

type FirstRows = { head: CsvRow[]; people: CsvRow[] };

/** The first rows of the file and the first of people, as far as they can be read. */
async function firstRows(ctx: Context, row: CsvImportRow, format: CsvFormat): Promise<FirstRows> {
  const head: CsvRow[] = [];
  const people: CsvRow[] = [];
  const first = format.firstRow + (format.hasHeader ? 1 : 0);
  try {
    for await (const one of readCsvRows(readChunks(ctx.db, row.id), format)) {
      if (head.length < HEAD_ROWS) head.push(one);
      if (one.rowNumber >= first && people.length < SHOWN_ROWS) people.push(one);
      if (head.length >= HEAD_ROWS && people.length >= SHOWN_ROWS) break;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return { head, people };
}
