import { undefuseCell } from '../csv';
import type { CsvImportOptions, CsvMapping } from './csv-import-schemas';
import { convertValues, type RecordValues } from './convert-values';
import { saysWho } from './internal';
import type { CsvRow } from './read-csv-rows';

export type ConvertedRow = { values: RecordValues; problem: string | null };

/** One row of a file as the record it would become, or why it is refused. Only mapped columns speak. */
export function convertCsvRow(
  row: CsvRow,
  columns: readonly (readonly [index: number, field: string])[],
  settings: { headerLength: number; options: CsvImportOptions; today: string },
): ConvertedRow {
  const extra = row.cells.slice(settings.headerLength).some((cell) => cell.trim() !== '');
  if (extra) {
    return { values: {}, problem: `Has ${row.cells.length} cells where the first row has ${settings.headerLength}: a quote or delimiter is missing or doubled.` };
  }
  const texts: Record<string, string> = {};
  for (const [index, field] of columns) texts[field] = undefuseCell(row.cells[index] ?? '');
  const { values, problems } = convertValues(texts, { dateOrder: settings.options.dateOrder, today: settings.today });
  // "Not recorded" in a file says nothing about what was recorded here.
  if (values.consentState === 'unknown') values.consentState = null;
  if (problems.length > 0) return { values, problem: problems.map((one) => one.message).join(' ') };
  const matches = settings.options.matchBy === 'externalId' && values.externalId;
  if (!matches && !saysWho(values)) return { values, problem: 'Has neither an e-mail address nor a name nor a phone number.' };
  return { values, problem: null };
}

export const mappedColumns = (mapping: CsvMapping): (readonly [number, string])[] =>
  Object.entries(mapping)
    .map(([index, field]) => [Number(index), field] as const)
    .sort(([a], [b]) => a - b);
