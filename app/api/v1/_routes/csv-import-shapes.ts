import { z } from 'zod';
import { CsvImportOptions } from '@/lib/crm/schemas';
import {
  csvReasons,
  CsvAnswers,
  CsvFormat,
  CsvQuestion,
  CsvWarning,
  type CsvImportView,
  type CsvPreview,
} from '@/lib/csv-imports/schemas';

const Kind = z.enum(['people', 'suppression']);

const Column = z.strictObject({
  index: z.int(),
  name: z.string(),
  samples: z.array(z.string()),
  /** Share of the rows that have something in it, 0 to 100. */
  filled: z.int(),
  suggested: z.string().nullable(),
  why: z.enum(csvReasons).nullable(),
  note: z.string().nullable(),
});

export const CsvImportOffer = z.strictObject({
  id: z.string(),
  kind: Kind,
  recipe: z.string().nullable(),
  rows: z.int(),
  columns: z.array(Column),
  mapping: z.record(z.string(), z.string()),
  questions: z.array(CsvQuestion),
  warnings: z.array(CsvWarning),
  /** Rows whose people the file marks as not to be mailed. */
  rowsOptedOut: z.int(),
});

export const CsvImportStanding = z.strictObject({
  id: z.string(),
  kind: Kind,
  entity: z.string(),
  fileName: z.string(),
  recipe: z.string().nullable(),
  state: z.enum(['uploading', 'uploaded', 'queued', 'running', 'finished', 'failed', 'cancelled']),
  rows: z.int(),
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  skipped: z.int(),
  valuesLeftOut: z.int(),
  undo: z.enum(['none', 'queued', 'running', 'finished', 'failed']),
  error: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

export const CsvImportRowTold = z.strictObject({
  row: z.int(),
  reason: z.string(),
  cells: z.array(z.string()),
});

export const CsvImportStart = z.strictObject({
  /** Column by its place (from 0) or its name → field; the whole of it, so a column that isn't named is left out. */
  mapping: z.record(z.string(), z.string()).optional(),
  /** Question id → value of a choice. */
  answers: CsvAnswers.optional(),
  /** What isn't given stays as proposed. */
  options: z.strictObject(CsvImportOptions.shape).partial().optional(),
  format: z.strictObject(CsvFormat.shape).partial().optional(),
});

export const tellOffer = (id: string, preview: CsvPreview): z.input<typeof CsvImportOffer> => ({
  id,
  kind: preview.kind,
  recipe: preview.recipe?.name ?? null,
  rows: preview.rowCount,
  columns: preview.columns.map(({ index, header, samples, filled, suggested, why, note }) => ({
    index,
    name: header,
    samples,
    filled,
    suggested,
    why,
    note,
  })),
  mapping: preview.mapping,
  questions: preview.questions,
  warnings: preview.warnings,
  rowsOptedOut: preview.optedOutCount,
});

export const tellStanding = (view: CsvImportView): z.input<typeof CsvImportStanding> => ({
  id: view.id,
  kind: view.kind,
  entity: view.entity,
  fileName: view.fileName,
  recipe: view.recipe,
  state: view.state,
  rows: view.rowCount,
  read: view.doneRowCount,
  created: view.createdCount,
  updated: view.updatedCount,
  unchanged: view.unchangedCount,
  refused: view.rejectedCount,
  skipped: view.skippedCount,
  valuesLeftOut: view.leftCount,
  undo: view.undo.state,
  error: view.error,
  createdAt: view.createdAt,
  startedAt: view.startedAt,
  finishedAt: view.finishedAt,
});
