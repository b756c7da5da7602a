import { z } from 'zod';

import { CrmEntity, CsvImportOptions } from '@/lib/crm/schemas';
import { ListName } from '@/lib/marketing-lists/schemas';
import { idText, jsonText, plainText } from '@/lib/text';
import {
  CsvAnswers,
  type CsvQuestion,
  type CsvReader,
  type CsvReason,
  type CsvWarning,
} from './proposal-schemas';

export const maxCsvBytes = 1_000_000_000;
export const maxCsvColumns = 500;
export const maxCsvRowLength = 1_000_000;

/** What a person may correct the encoding to; names as iconv-lite takes them. */
export const csvEncodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252 (Western Europe)' },
  { value: 'utf-16le', label: 'UTF-16 little-endian' },
  { value: 'utf-16be', label: 'UTF-16 big-endian' },
  { value: 'iso-8859-15', label: 'ISO 8859-15 (Latin-9)' },
  { value: 'windows-1250', label: 'Windows-1250 (Central Europe)' },
  { value: 'iso-8859-2', label: 'ISO 8859-2 (Latin-2)' },
  { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
  { value: 'windows-1253', label: 'Windows-1253 (Greek)' },
  { value: 'windows-1254', label: 'Windows-1254 (Turkish)' },
  { value: 'macintosh', label: 'Mac OS Roman' },
] as const;

export const csvDelimiters = [
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar |' },
] as const;

const oneOf = <const Value extends string>(choices: readonly { value: Value }[]) =>
  z.enum(choices.map((choice) => choice.value) as [Value, ...Value[]]);

export const CsvFormat = z.object({
  encoding: oneOf(csvEncodings),
  delimiter: oneOf(csvDelimiters),
  hasHeader: z.boolean(),
  /** Where the table begins, behind title lines and hints: its header row, or its first person where it has none. */
  firstRow: z.number().int().min(1).max(1_000).default(1),
});
export type CsvFormat = z.infer<typeof CsvFormat>;

/** Column (counted from 0, as text) → field of the entity's catalogue or place of the import; the verbs refuse what isn't in it. */
export const CsvMapping = z.record(
  z.string().regex(/^\d{1,3}$/),
  z.string().regex(/^(?:custom\.[a-z0-9_]{1,40}|[A-Za-z]{1,40})$/),
);
export type CsvMapping = z.infer<typeof CsvMapping>;

export const StartCsvImportInput = z.object({
  id: idText,
  /** What isn't given is as it was proposed. */
  format: CsvFormat.optional(),
  mapping: CsvMapping.optional(),
  options: CsvImportOptions.optional(),
  answers: CsvAnswers.default({}),
});
export type StartCsvImportInput = z.input<typeof StartCsvImportInput>;

export const CsvImportRef = z.object({ id: idText });
export type CsvImportRef = z.infer<typeof CsvImportRef>;

export const CsvImportErrorsQuery = z.object({
  outcome: z.enum(['refused', 'skipped', 'left']).default('refused'),
});

/** The query of the preview route: everything is optional, the rest is recognised. */
export const PreviewCsvImportQuery = z.object({
  format: jsonText(CsvFormat, 20_000).optional(),
  mapping: jsonText(CsvMapping, 20_000).optional(),
  options: jsonText(CsvImportOptions, 20_000).optional(),
  answers: jsonText(CsvAnswers, 20_000).optional(),
});
export type PreviewCsvImportQuery = z.infer<typeof PreviewCsvImportQuery>;

export const csvImportKinds = ['people', 'suppression'] as const;

export const UploadCsvQuery = z.object({
  entity: CrmEntity,
  /** Suppression: addresses that must not be mailed; such a file only ever takes away. */
  kind: z.enum(csvImportKinds).default('people'),
  fileName: plainText
    .trim()
    .min(1, { error: 'The file has no name.' })
    .max(255, { error: 'The file name is longer than 255 characters.' }),
});
export type UploadCsvQuery = z.input<typeof UploadCsvQuery>;

export const csvUndoStates = ['none', 'queued', 'running', 'finished', 'failed'] as const;
export type CsvUndoState = (typeof csvUndoStates)[number];

/** What an undo did so far. */
export const CsvUndoCounts = z.object({
  /** Records that the import had created and that are deleted again. */
  deleted: z.number().int().default(0),
  /** Records that the import had created and that stay, because they were changed since. */
  keptRecords: z.number().int().default(0),
  /** Values put back, and the records they are in. */
  restored: z.number().int().default(0),
  restoredRecords: z.number().int().default(0),
  /** Values that stay because somebody or something changed them since. */
  keptValues: z.number().int().default(0),
  /** Opt-outs that the file brought: an undo never takes one back. */
  keptOptOuts: z.number().int().default(0),
});
export type CsvUndoCounts = z.infer<typeof CsvUndoCounts>;

export type CsvUndoKept = {
  recordId: string;
  name: string;
  /** Label of the field; null where the whole record stays. */
  field: string | null;
  /** "Mira Stone", "CSV import 12", "Dotdigital" */
  by: string;
  at: string;
};

export type CsvImportState =
  | 'uploading'
  | 'uploaded'
  | 'queued'
  | 'running'
  | 'finished'
  | 'failed'
  | 'cancelled';

export const MakeListOfImport = z.object({ id: idText, name: ListName });
export type MakeListOfImport = z.output<typeof MakeListOfImport>;

/** People who leave a connected book by an undo. */
export type CsvUndoLoss = { book: string; integration: string; count: number };

export type CsvImportView = {
  id: string;
  entity: CrmEntity;
  kind: (typeof csvImportKinds)[number];
  /** Name of the system whose export it is. */
  recipe: string | null;
  fileName: string;
  byteCount: number;
  format: CsvFormat;
  headers: string[];
  mapping: CsvMapping;
  options: CsvImportOptions;
  state: CsvImportState;
  rowCount: number;
  doneRowCount: number;
  createdCount: number;
  updatedCount: number;
  unchangedCount: number;
  rejectedCount: number;
  skippedCount: number;
  /** Values that couldn't be read and were left empty; their people came in. */
  leftCount: number;
  /** Values set in records that were here before: what an undo puts back at most. */
  changeCount: number;
  undo: {
    state: CsvUndoState;
    counts: CsvUndoCounts;
    by: string | null;
    at: string | null;
    doneShare: number;
  };
  error: string | null;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

/** Addresses of a file that were cleaned of what stood around them (with examples), and likely slips, which stand as they were typed. */
export type CsvAddressNotes = {
  cleanedCount: number;
  cleaned: string[];
  slips: { address: string; meant: string }[];
};

/** What stands in a column, read off the first rows. */
export type CsvColumnType = 'empty' | 'email' | 'phone' | 'date' | 'number' | 'yesno' | 'link' | 'text';

export type CsvColumnPreview = {
  index: number;
  header: string;
  samples: string[];
  type: CsvColumnType;
  /** Share of the first rows that have something in it, 0 to 100. */
  filled: number;
  suggested: string | null;
  /** By what it is suggested. */
  why: CsvReason | null;
  /** As was decided for a column of this name before: its field, or that it is left out. */
  remembered: boolean;
  /** How its cells are read; null where it goes nowhere. */
  reader: CsvReader | null;
  /** Answers of a column that speaks of consent, in small letters, with how often each stands there. */
  answers: Record<string, number> | null;
  /** Something to know of the column, as where its values come from here. */
  note: string | null;
};

/** A field that a column may go into. */
export type CsvTargetField = { name: string; label: string; group: string };

export type CsvPreviewRow = {
  rowNumber: number;
  /** By field name; derived numbers (phoneE164) beside their source. */
  values: Record<string, string | null>;
  tags: string[];
  /** Why the row would be refused. */
  problem: string | null;
  /** Values that would be left empty, with their reasons. */
  left: string[];
  outcome: 'create' | 'update' | 'unchanged' | 'skip' | 'refuse';
  /** The record it would update, or is skipped for. */
  match: { id: string; name: string } | null;
  /** Fields that would change, with what they hold now. */
  before: Record<string, string | null>;
  /** An earlier row of the file that speaks of the same person. */
  sameAsRow: number | null;
};

export type CsvPreview = {
  kind: (typeof csvImportKinds)[number];
  recipe: { name: string; label: string } | null;
  questions: CsvQuestion[];
  warnings: CsvWarning[];
  /** Rows whose people the file marks as not to be mailed. */
  optedOutCount: number;
  format: CsvFormat;
  rowCount: number;
  columns: CsvColumnPreview[];
  /** The first rows of the file as they stand, title lines among them. */
  head: { rowNumber: number; cells: string[] }[];
  mapping: CsvMapping;
  options: CsvImportOptions;
  fields: CsvTargetField[];
  /** The first rows as they'd become. */
  rows: CsvPreviewRow[];
  /** Something about the file as a whole that a person should know first. */
  notice: string | null;
};
