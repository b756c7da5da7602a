import { z } from 'zod';
import { maxTagLength } from '../crm/schemas';
import { plainText } from '../text';

/**
 * What an empty value does at Dotdigital, by its three merge options (dotdigital-api.md 5.2): `clear` empties the data field
 * (Overwrite), `keep` leaves what is there (OnlyOverwriteIfNotEmpty), `fill` writes only where the contact has nothing yet
 * (OnlyOverwriteIfContactDataNotPopulated).
 */
export const emptyPolicies = ['clear', 'keep', 'fill'] as const;
export const EmptyPolicy = z.enum(emptyPolicies);
export type EmptyPolicy = z.infer<typeof EmptyPolicy>;

export const emptyPolicyLabels: Record<EmptyPolicy, string> = {
  clear: 'clears it at Dotdigital',
  keep: 'keeps what Dotdigital has',
  fill: 'fills only where Dotdigital has none',
};

/** How days and moments are written in text: letters of date-fns that stand for parts, other signs as they are. */
export const datePatterns = [
  'yyyy-MM-dd',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd.MM.yyyy',
  'd MMMM yyyy',
  'MMMM d, yyyy',
  'yyyy-MM-dd HH:mm',
  'dd/MM/yyyy HH:mm',
] as const;
export const DatePattern = z.enum(datePatterns);
export type DatePattern = z.infer<typeof DatePattern>;

/** How a source becomes text; what doesn't concern its type is not looked at. */
export const RowFormat = z.object({
  date: DatePattern.default('yyyy-MM-dd'),
  /** Words for yes and no. */
  yes: plainText.max(40).default('Yes'),
  no: plainText.max(40).default('No'),
  decimals: z.int().min(0).max(9).nullable().default(null),
  decimalSign: z.enum(['.', ',']).default('.'),
  /** Of a choice or a country: what people read, or what is stored. */
  choice: z.enum(['label', 'value']).default('label'),
  /** Between tags. */
  tagSeparator: plainText.max(20).default(', '),
  /** Of tags in a Boolean data field: the one that it tells of. */
  tag: plainText.trim().max(maxTagLength).default(''),
});
export type RowFormat = z.output<typeof RowFormat>;

/** Tags can't go into a Boolean data field before it is said which of them it tells of. */
export const tellsNoTag = (source: { type: string }, type: string, format: Pick<RowFormat, 'tag'>): boolean =>
  source.type === 'tags' && type === 'Boolean' && format.tag === '';

const maxRuleText = 1_000;

/** What is done with the text of a row, in the order in which the rules stand. */
export const ValueRule = z.discriminatedUnion('kind', [
  /** In place of an empty value. */
  z.object({
    kind: z.literal('default'),
    value: plainText.min(1, { error: 'Enter a default value.' }).max(maxRuleText),
  }),
  z.object({ kind: z.literal('trim') }),
  z.object({ kind: z.literal('case'), to: z.enum(['upper', 'lower', 'title']) }),
  z.object({
    kind: z.literal('cut'),
    length: z.int().min(1, { error: 'Cut after at least 1 character.' }).max(1_000),
  }),
  z.object({ kind: z.literal('strip-html') }),
  /** Whole values, compared without case; what isn't in the table stays, or becomes empty. */
  z.object({
    kind: z.literal('table'),
    pairs: z
      .array(z.object({ from: plainText.max(maxRuleText), to: plainText.max(maxRuleText) }))
      .min(1)
      .max(200),
    others: z.enum(['keep', 'empty']).default('keep'),
  }),
]);
export type ValueRule = z.output<typeof ValueRule>;

export const conflictPolicies = ['crm', 'dotdigital', 'newest'] as const;
export const ConflictPolicy = z.enum(conflictPolicies);
export type ConflictPolicy = z.infer<typeof ConflictPolicy>;

export const conflictPolicyLabels: Record<ConflictPolicy, string> = {
  crm: 'CRM wins',
  dotdigital: 'Dotdigital wins',
  newest: 'newest wins',
};

/** What a row does beyond its sources. Everything has a default, so that a row of before means what it meant. */
export const rowSettings = {
  empty: EmptyPolicy.default('clear'),
  format: RowFormat.prefault({}),
  rules: z.array(ValueRule).max(10).default([]),
  /** Changes at Dotdigital come back into the record's field. */
  twoWay: z.boolean().default(false),
  conflict: ConflictPolicy.default('crm'),
  /** Two-way only: an empty value at Dotdigital empties the record's field. */
  emptyComesBack: z.boolean().default(false),
};
export const RowSettings = z.object(rowSettings);
export type RowSettings = z.output<typeof RowSettings>;

export const plainSettings: RowSettings = RowSettings.parse({});
