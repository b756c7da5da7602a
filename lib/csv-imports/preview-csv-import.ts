import type { Context } from '@/lib/context';
import { AppError, conflict, invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { isTarget, mappedColumns } from './convert-csv-row';
import { readChunks } from './csv-chunks';
import {
  type CsvFormat,
  type CsvPreview,
  type CsvMapping,
  type PreviewCsvImportQuery,
} from './csv-import-schemas';
import { CsvImportOptions, type RecordField } from '@/lib/crm/schemas';
import { columnNames, cutsLike } from './csv-format';
import {
  type CsvImportRow,
  fetchCsvImport,
  formatOf,
  openQuoteRowOf,
  optionsOf,
} from './csv-imports-internal';
import { readCsvOwners } from './csv-owners';
import { recallMapping } from './csv-mapping-memory';
import { readCatalogue, recogniseDateOrder, today } from '@/lib/crm';
import { previewCsvRows } from './preview-csv-rows';
import { type CsvRow, readCsvRows, unreadable } from './read-csv-rows';
import { suggestMapping } from './suggest-mapping';
import { columnType } from './suggest-types';
import { cutRows, refuseTooWide } from './upload-csv-file';

const SAMPLE_ROWS = 200;
const SHOWN_ROWS = 8;

/** How the first rows would come in with a format, mapping and options; what isn't given is recognised. Stores nothing. */
export async function previewCsvImport(
  ctx: Context,
  input: { id: string; query: PreviewCsvImportQuery },
): Promise<CsvPreview> {
  permit(ctx, 'crm.import');
  const row = await fetchCsvImport(ctx.db.prisma, input.id);
  if (row.state !== 'uploaded') throw conflict('This import has been started already.');
  const format = input.query.format ?? formatOf(row);
  const { rows, problem } = await sampleRows(ctx, row, format);
  const first = rows[0]?.cells ?? [];
  refuseTooWide(first.length);
  const headers = columnNames(first, format.hasHeader);
  const body = format.hasHeader ? rows.slice(1) : rows;
  const samples = headers.map((_, index) =>
    body.map((one) => one.cells[index] ?? '').filter((cell) => cell.trim() !== ''),
  );
  const catalogue = await readCatalogue(ctx.db.prisma, row.entity);
  const targets = catalogue.filter(isTarget);
  const recalled = format.hasHeader
    ? await recallMapping(ctx.db.prisma, row.entity, headers)
    : new Map<number, string>();
  const known = keepKnown(recalled, targets);
  const suggested = suggestMapping(headers, samples, {
    custom: targets.filter((field) => field.source === 'custom'),
    recalled: known,
  });
  const mapping = keepColumns(input.query.mapping ?? suggested, headers.length, targets);
  const options =
    input.query.options ??
    CsvImportOptions.parse({ ...optionsOf(row), dateOrder: dateOrderOf(mapping, samples, catalogue) });
  const settings = {
    columns: mappedColumns(mapping),
    headerLength: headers.length,
    options,
    catalogue,
    today: today(ctx),
    owners: await readCsvOwners(ctx.db.prisma),
  };
  const cut = await cutOf(ctx, row, format);
  return {
    format,
    rowCount: Math.max(0, cut.count - (format.hasHeader ? 1 : 0)),
    columns: headers.map((header, index) => ({
      index,
      header: header || `Column ${index + 1}`,
      samples: [...new Set(samples[index])].slice(0, 3).map((cell) => cell.trim().slice(0, 80)),
      type: columnType(samples[index] ?? []),
      filled: body.length === 0 ? 0 : Math.round(((samples[index]?.length ?? 0) / body.length) * 100),
      suggested: suggested[String(index)] ?? null,
      remembered: known.has(index) && mapping[String(index)] === (known.get(index) || undefined),
    })),
    mapping,
    options,
    fields: targets.map(({ name, label, group }) => ({ name, label, group })),
    rows: await previewCsvRows(ctx, row.entity, body.slice(0, SHOWN_ROWS), settings),
    notice: problem ?? noticeAbout(headers, body.length, format, cut.openQuoteRow),
  };
}

/** Refuses fields that don't exist, can't be set or were archived since the page was opened. */
export function refuseUnknownFields(mapping: CsvMapping, catalogue: readonly RecordField[]): void {
  const targets = new Set(catalogue.filter(isTarget).map((field) => field.name));
  const unknown = Object.values(mapping).find((name) => !targets.has(name));
  if (unknown !== undefined)
    throw invalidInput(`There is no field ${unknown} that a column could go into. Choose another one.`, {
      mapping: `There is no field ${unknown}.`,
    });
}

/** The first rows, and why the next of them can't be read. */
async function sampleRows(
  ctx: Context,
  row: CsvImportRow,
  format: CsvFormat,
): Promise<{ rows: CsvRow[]; problem: string | null }> {
  const rows: CsvRow[] = [];
  try {
    for await (const one of readCsvRows(readChunks(ctx.db, row.id), format)) {
      rows.push(one);
      if (rows.length > SAMPLE_ROWS) break;
    }
  } catch (error) {
    if (!(error instanceof AppError) || rows.length === 0) throw error;
    return { rows, problem: error.userMessage };
  }
  return { rows, problem: null };
}

/** How an uploaded file falls into rows; it is read again only when a format cuts it otherwise than at its upload. */
export async function cutOf(
  ctx: Context,
  row: CsvImportRow,
  format: CsvFormat,
): Promise<{ count: number; openQuoteRow: number | null }> {
  if (!cutsLike(format, row)) return cutRows(ctx, row.id, format);
  return { count: row.rowCount + 1, openQuoteRow: openQuoteRowOf(row) };
}

/** What is remembered of fields that still exist; '' was left out on purpose. */
function keepKnown(
  recalled: ReadonlyMap<number, string>,
  targets: readonly RecordField[],
): Map<number, string> {
  return new Map(
    [...recalled].filter(([, name]) => name === '' || targets.some((field) => field.name === name)),
  );
}

function keepColumns(mapping: CsvMapping, width: number, targets: readonly RecordField[]): CsvMapping {
  return Object.fromEntries(
    Object.entries(mapping).filter(
      ([index, name]) => Number(index) < width && targets.some((field) => field.name === name),
    ),
  );
}

function dateOrderOf(
  mapping: CsvMapping,
  samples: string[][],
  catalogue: readonly RecordField[],
): CsvImportOptions['dateOrder'] {
  const dates = Object.entries(mapping).filter(([, name]) =>
    catalogue.some((field) => field.name === name && field.type === 'date'),
  );
  return recogniseDateOrder(dates.flatMap(([index]) => samples[Number(index)] ?? []));
}

function noticeAbout(
  headers: readonly string[],
  sampleCount: number,
  format: CsvFormat,
  openQuoteRow: number | null,
): string | null {
  if (openQuoteRow !== null)
    return unreadable({ code: 'CSV_QUOTE_NOT_CLOSED' }, openQuoteRow - 1).userMessage;
  if (sampleCount === 0)
    return format.hasHeader ? 'The file holds a header row and nobody below it.' : 'The file holds no rows.';
  if (headers.length === 1)
    return 'The file reads as one single column. If that is not what you see in it, choose another delimiter.';
  const twice = format.hasHeader
    ? headers.find((header, index) => header !== '' && headers.indexOf(header) < index)
    : undefined;
  if (twice !== undefined)
    return `More than one column is called “${twice.slice(0, 80)}”. Look at what stands in them before you choose their fields.`;
  return null;
}
