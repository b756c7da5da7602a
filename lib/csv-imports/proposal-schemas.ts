import { z } from 'zod';

import { ConsentChannel } from '@/lib/crm/schemas';

/** Something that only a person can know; the import doesn't start before it is answered. */
export const CsvQuestion = z.strictObject({
  /** What the answer is given under. */
  id: z.string(),
  code: z.enum([
    'opt_out_sense',
    'opt_out_word',
    'file_of_opt_outs',
    'date_order',
    'century',
    'decimal_sign',
    'serial_days',
  ]),
  text: z.string(),
  /** Place of the column, counted from 0; null where the file as a whole is meant. */
  column: z.number().int().nullable(),
  choices: z.array(
    z.strictObject({
      value: z.string(),
      label: z.string(),
      /** How cells of this file would be read. */
      examples: z.array(z.string()),
    }),
  ),
  answer: z.string().nullable(),
});
export type CsvQuestion = z.infer<typeof CsvQuestion>;

export const CsvWarning = z.strictObject({
  code: z.enum([
    'opt_out_left_out',
    'no_email_column',
    'second_email_column',
    'addresses_cleaned',
    'likely_slips',
    'foreign_bytes',
    'report_foot',
    'title_lines',
    'digits_gone',
    'full_name_split',
    'same_names',
    'one_column',
    'no_rows',
    'unreadable',
  ]),
  message: z.string(),
  column: z.number().int().nullable(),
});
export type CsvWarning = z.infer<typeof CsvWarning>;

/** Why a column is proposed to go where it goes. */
export const csvReasons = ['recipe', 'remembered', 'name', 'values'] as const;
export type CsvReason = (typeof csvReasons)[number];

/**
 * Question id → the value of the choice. What is recognised can be told otherwise in the same way: `recipe` none,
 * `decimal_sign:<column>`, and `phone_label:<column>` the place of the column that says what kind of number it is, or none.
 */
export const CsvAnswers = z.record(z.string().max(200), z.string().max(100));
export type CsvAnswers = z.infer<typeof CsvAnswers>;

/** Where a spreadsheet counts its days from: 1900-01-01 is 1, or, on older Macs, 1904-01-01 is 0. */
export const dayCounts = ['1900', '1904'] as const;
export type DayCount = (typeof dayCounts)[number];

/** Plain numbers are days as a spreadsheet counts them, from this year on; null: they are no days. */
const serial = z.enum(dayCounts).nullable().default(null);

const ConsentMeaning = z.enum(['given', 'withdrawn', 'unknown']);

/** How the cells of one column are read. The table is stored with the import, so that what was shown is what is done. */
export const CsvReader = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('text') }),
  z.strictObject({ read: z.literal('address') }),
  z.strictObject({ read: z.literal('identifier') }),
  z.strictObject({
    read: z.literal('phone'),
    /** Column that says what kind of number stands here. */
    label: z.number().int().nullable().default(null),
    /** Numbers come with their country and without the plus. */
    international: z.boolean().default(false),
  }),
  z.strictObject({
    read: z.literal('day'),
    order: z.enum(['dmy', 'mdy', 'ymd']),
    century: z.enum(['1900', '2000', 'past']).nullable(),
    serial,
  }),
  z.strictObject({ read: z.literal('moment'), order: z.enum(['dmy', 'mdy', 'ymd']), serial }),
  z.strictObject({ read: z.literal('number'), decimal: z.enum(['.', ',']).nullable() }),
  z.strictObject({
    read: z.literal('consent'),
    channel: ConsentChannel.default('email'),
    /** Answers in small letters and what they say. */
    means: z.record(z.string(), ConsentMeaning),
    /** What any other answer says; null refuses its row. */
    other: ConsentMeaning.nullable(),
    /** A day in the cell says the same, and when. */
    day: ConsentMeaning.nullable(),
  }),
  z.strictObject({ read: z.literal('full-name') }),
  z.strictObject({ read: z.literal('gender') }),
  z.strictObject({ read: z.literal('yes-no') }),
  z.strictObject({ read: z.literal('tags'), without: z.array(z.string()) }),
]);
export type CsvReader = z.infer<typeof CsvReader>;

export const PlannedColumn = z.strictObject({
  index: z.number().int(),
  field: z.string(),
  /** The cell holds several values between these signs; the first is meant. */
  split: z.string().nullable(),
  /** Speaks only where these columns are all empty. */
  unless: z.array(z.number().int()),
  reader: CsvReader,
});
export type PlannedColumn = z.infer<typeof PlannedColumn>;
