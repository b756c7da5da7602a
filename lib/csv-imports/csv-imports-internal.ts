import { z } from 'zod';

import { type Prisma, type Tx } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { idText } from '@/lib/text';
import { CsvFormat, type CsvImportView, CsvMapping, CsvUndoCounts } from './csv-import-schemas';
import { CsvImportOptions } from '@/lib/crm/schemas';
import { PlannedColumn } from './proposal-schemas';
import { fieldsOf } from './fields-of-column';

export const importColumns = {
  id: true,
  entity: true,
  kind: true,
  recipe: true,
  fileName: true,
  byteCount: true,
  encoding: true,
  delimiter: true,
  headers: true,
  mapping: true,
  columns: true,
  answers: true,
  options: true,
  state: true,
  rowCount: true,
  doneRowCount: true,
  createdCount: true,
  updatedCount: true,
  unchangedCount: true,
  rejectedCount: true,
  skippedCount: true,
  leftCount: true,
  error: true,
  createdById: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  undo: true,
  undoPosition: true,
  undoCounts: true,
  undoneById: true,
  undoneAt: true,
} satisfies Prisma.CsvImportSelect;

export type CsvImportRow = Prisma.CsvImportGetPayload<{ select: typeof importColumns }>;

export async function fetchCsvImport(tx: Tx, id: string): Promise<CsvImportRow> {
  const known = idText.safeParse(id);
  const row = known.success
    ? await tx.csvImport.findFirst({
        where: { id: BigInt(known.data), state: { not: 'uploading' } },
        select: importColumns,
      })
    : null;
  if (!row) throw notFound('import');
  return row;
}

/** How the file is read; where its table begins stands among the stored options. */
export function formatOf(row: Pick<CsvImportRow, 'encoding' | 'delimiter' | 'options'>): CsvFormat {
  const stored = row.options as { hasHeader?: unknown; firstRow?: unknown };
  return CsvFormat.parse({
    encoding: row.encoding,
    delimiter: row.delimiter,
    hasHeader: stored.hasHeader !== false,
    ...(typeof stored.firstRow === 'number' ? { firstRow: stored.firstRow } : {}),
  });
}

/** The row behind which a file holds no people, as it was found at the start; null where the file goes on to its end. */
export function lastRowOf(row: Pick<CsvImportRow, 'options'>): number | null {
  const stored = row.options as { lastRow?: unknown };
  return typeof stored.lastRow === 'number' ? stored.lastRow : null;
}

/** How the cells of each mapped column are read, fixed at the start. */
export const columnsOf = (row: Pick<CsvImportRow, 'columns'>): PlannedColumn[] =>
  z.array(PlannedColumn).parse(row.columns);

export const headersOf = (row: Pick<CsvImportRow, 'headers'>): string[] =>
  Array.isArray(row.headers) ? row.headers.map(String) : [];
export const optionsOf = (row: Pick<CsvImportRow, 'options'>): CsvImportOptions =>
  CsvImportOptions.parse(row.options);
export const mappingOf = (row: Pick<CsvImportRow, 'mapping'>): CsvMapping => CsvMapping.parse(row.mapping);

/** Fields that an import may have set; one of earlier days names them in its mapping alone. */
export function setFields(row: Pick<CsvImportRow, 'kind' | 'columns' | 'mapping'>): string[] {
  if (row.kind === 'suppression') return ['consentState'];
  const columns = columnsOf(row);
  return columns.length > 0 ? [...new Set(columns.flatMap(fieldsOf))] : Object.values(mappingOf(row));
}

/** What the view needs beside the row: names of people, and sums over the batches. */
export type CsvImportDetails = {
  createdBy: string | null;
  undoneBy: string | null;
  changeCount: number;
  batchCount: number;
};

export function toCsvImportView(row: CsvImportRow, details: CsvImportDetails): CsvImportView {
  const left = Number(row.undoPosition ?? 0);
  return {
    id: String(row.id),
    entity: row.entity,
    kind: row.kind,
    recipe: row.recipe,
    fileName: row.fileName,
    byteCount: Number(row.byteCount),
    format: formatOf(row),
    headers: headersOf(row),
    mapping: mappingOf(row),
    options: optionsOf(row),
    state: row.state,
    rowCount: row.rowCount,
    doneRowCount: row.doneRowCount,
    createdCount: row.createdCount,
    updatedCount: row.updatedCount,
    unchangedCount: row.unchangedCount,
    rejectedCount: row.rejectedCount,
    skippedCount: row.skippedCount,
    leftCount: row.leftCount,
    changeCount: details.changeCount,
    undo: {
      state: row.undo,
      counts: CsvUndoCounts.parse(row.undoCounts),
      by: details.undoneBy,
      at: row.undoneAt?.toISOString() ?? null,
      doneShare: details.batchCount === 0 ? 0 : Math.round((1 - left / details.batchCount) * 100),
    },
    error: row.error,
    createdBy: details.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
