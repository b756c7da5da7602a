import type { Context } from '../context';
import { conflict } from '../errors';
import { permit } from '../permissions';
import { convertCsvRow, mappedColumns } from './convert-csv-row';
import { readChunks } from './csv-chunks';
import { type CsvFormat, type CsvPreview, CsvImportOptions, type CsvMapping, type PreviewCsvImportQuery } from './csv-import-schemas';
import { type CsvImportRow, fetchCsvImport, formatOf, optionsOf } from './csv-imports-internal';
import { today } from './internal';
import { type CsvRow, readCsvRows } from './read-csv-rows';
import { recogniseDateOrder } from './recognise-date';
import { suggestMapping } from './suggest-mapping';
import { countRows, refuseTooWide } from './upload-csv-file';

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
  const rows = await sampleRows(ctx, row, format);
  const first = rows[0]?.cells ?? [];
  refuseTooWide(first.length);
  const headers = format.hasHeader ? first.map((cell) => cell.trim()) : first.map((_, index) => `Column ${index + 1}`);
  const body = format.hasHeader ? rows.slice(1) : rows;
  const samples = headers.map((_, index) => body.map((one) => one.cells[index] ?? '').filter((cell) => cell.trim() !== ''));
  const suggested = suggestMapping(headers, samples);
  const mapping = keepColumns(input.query.mapping ?? suggested, headers.length);
  const options = input.query.options ?? CsvImportOptions.parse({ ...optionsOf(row), dateOrder: dateOrderOf(mapping, samples) });
  const columns = mappedColumns(mapping);
  const settings = { headerLength: headers.length, options, today: today(ctx) };
  return {
    format,
    rowCount: await dataRowCount(ctx, row, format),
    columns: headers.map((header, index) => ({
      index,
      header: header || `Column ${index + 1}`,
      samples: [...new Set(samples[index])].slice(0, 3).map((cell) => cell.trim().slice(0, 80)),
      suggested: suggested[String(index)] ?? null,
    })),
    mapping,
    options,
    rows: body.slice(0, SHOWN_ROWS).map((one) => ({ rowNumber: one.rowNumber, ...convertCsvRow(one, columns, settings) })),
    notice: noticeAbout(headers.length, body.length, format),
  };
}

async function sampleRows(ctx: Context, row: CsvImportRow, format: CsvFormat): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const one of readCsvRows(readChunks(ctx.db, row.id), format)) {
    rows.push(one);
    if (rows.length > SAMPLE_ROWS) break;
  }
  return rows;
}

async function dataRowCount(ctx: Context, row: CsvImportRow, format: CsvFormat): Promise<number> {
  const sameCut = format.encoding === row.encoding && format.delimiter === row.delimiter;
  const all = sameCut ? row.rowCount + 1 : await countRows(ctx, row.id, format);
  return Math.max(0, all - (format.hasHeader ? 1 : 0));
}

const keepColumns = (mapping: CsvMapping, width: number): CsvMapping =>
  Object.fromEntries(Object.entries(mapping).filter(([index]) => Number(index) < width));

function dateOrderOf(mapping: CsvMapping, samples: string[][]): CsvImportOptions['dateOrder'] {
  const birthday = Object.entries(mapping).find(([, field]) => field === 'birthday')?.[0];
  return recogniseDateOrder(birthday === undefined ? [] : (samples[Number(birthday)] ?? []));
}

function noticeAbout(width: number, sampleCount: number, format: CsvFormat): string | null {
  if (sampleCount === 0) return format.hasHeader ? 'The file holds a header row and nobody below it.' : 'The file holds no rows.';
  if (width === 1) return 'The file reads as one single column. If that is not what you see in it, choose another delimiter.';
  return null;
}
