import { z } from 'zod';

const count = z.number().int().default(0);
const examples = z.array(z.string()).default([]);

/** What stands in one column, over the whole file. Examples are the cells themselves, a few each. */
export const ColumnFacts = z.object({
  filled: count,
  samples: examples,
  /** Each answer in small letters with how often it stands there; null where there are more than a handful. */
  words: z.record(z.string(), z.number().int()).nullable().default({}),
  addresses: z.object({ count, cleaned: count, examples, slips: examples }).prefault({}),
  days: z
    .object({
      /** 31/12 and 12/31: only one order reads them. 03/04 reads both ways. */
      dayFirst: count,
      monthFirst: count,
      either: count,
      eitherExamples: examples,
      twoDigitYear: count,
      twoDigitExamples: examples,
      /** Anything that is a day, in whichever order. */
      count,
      /** 31/12 and 12/31 without a year; 03/04 reads both ways. */
      yearless: z.object({ dayFirst: count, monthFirst: count, either: count, examples }).prefault({}),
      /** Plain numbers: days as a spreadsheet counts them. `small` may as well be years, `outside` are no such days. */
      serial: z.object({ count, small: count, outside: count, examples }).prefault({}),
    })
    .prefault({}),
  numbers: z
    .object({
      /** 1,234.5 and 1.234,5 tell which sign parts the decimals; 1.234 and 1,234 don't. */
      point: count,
      comma: count,
      either: count,
      eitherExamples: examples,
      scientific: count,
      scientificExamples: examples,
    })
    .prefault({}),
});
export type ColumnFacts = z.infer<typeof ColumnFacts>;

/** What one pass over a file tells. Rows are numbered as a spreadsheet shows them. */
export const FileProfile = z.object({
  headers: z.array(z.string()),
  /** Rows of people: without header, title lines, blank rows and the foot of a report. */
  rowCount: count,
  blankRowCount: count,
  /** Rows behind this one are the foot of a report. */
  lastRow: count,
  footRows: z.array(z.number().int()).default([]),
  /** Rows that hold bytes of another encoding. */
  foreignRows: z.array(z.number().int()).default([]),
  openQuoteRow: z.number().int().nullable().default(null),
  /** Why rows behind a place can't be read. */
  problem: z.string().nullable().default(null),
  columns: z.array(ColumnFacts),
});
export type FileProfile = z.infer<typeof FileProfile>;
