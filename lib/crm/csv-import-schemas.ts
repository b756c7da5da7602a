import { z } from 'zod';

import { idText, optionalLine } from '../text';
import { CrmEntity } from './entity';
import { recordFields } from './fields';

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
  { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
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
});
export type CsvFormat = z.infer<typeof CsvFormat>;

const fieldNames = recordFields.filter((field) => field.writable).map((field) => field.name);

/** Column (counted from 0, as text) → field of the catalogue. */
export const CsvMapping = z
  .record(z.string().regex(/^\d{1,3}$/), z.enum(fieldNames as [string, ...string[]]))
  .refine((mapping) => new Set(Object.values(mapping)).size === Object.values(mapping).length, {
    error: 'Two columns go into the same field. Let one of them be left out.',
  });
export type CsvMapping = z.infer<typeof CsvMapping>;

export const CsvImportOptions = z.object({
  matchBy: z.enum(['email', 'externalId']).default('email'),
  emptyCells: z.enum(['keep', 'clear']).default('keep'),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).default('dmy'),
  /** Owns the records that the import creates. */
  ownerId: idText.nullable().default(null),
  /** Source of created records whose row names none. */
  source: optionalLine(),
});
export type CsvImportOptions = z.infer<typeof CsvImportOptions>;

export const StartCsvImportInput = z.object({
  id: idText,
  format: CsvFormat,
  mapping: CsvMapping,
  options: CsvImportOptions,
});
export type StartCsvImportInput = z.input<typeof StartCsvImportInput>;

export const CsvImportRef = z.object({ id: idText });
export type CsvImportRef = z.infer<typeof CsvImportRef>;

const fromJson = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(20_000)
    .transform((text, check): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        check.addIssue({ code: 'custom', message: 'Not JSON.' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** The query of the preview route: everything is optional, the rest is recognised. */
export const PreviewCsvImportQuery = z.object({
  format: fromJson(CsvFormat).optional(),
  mapping: fromJson(CsvMapping).optional(),
  options: fromJson(CsvImportOptions).optional(),
});
export type PreviewCsvImportQuery = z.infer<typeof PreviewCsvImportQuery>;

export const UploadCsvQuery = z.object({
  entity: CrmEntity,
  fileName: z.string().trim().min(1, { error: 'The file has no name.' }).max(255, { error: 'The file name is longer than 255 characters.' }),
});
export type UploadCsvQuery = z.infer<typeof UploadCsvQuery>;

export type CsvImportState = 'uploading' | 'uploaded' | 'queued' | 'running' | 'finished' | 'failed' | 'cancelled';

export type CsvImportView = {
  id: string;
  entity: CrmEntity;
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
  error: string | null;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

export type CsvColumnPreview = { index: number; header: string; samples: string[]; suggested: string | null };

export type CsvPreview = {
  format: CsvFormat;
  rowCount: number;
  columns: CsvColumnPreview[];
  mapping: CsvMapping;
  options: CsvImportOptions;
  /** The first rows as they'd become; `problem` says why a row would be refused. */
  rows: { rowNumber: number; values: Record<string, string | null>; problem: string | null }[];
  /** Something about the file as a whole that a person should know first. */
  notice: string | null;
};
