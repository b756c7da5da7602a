import { z } from 'zod';

import { idText, optionalLine, plainText } from '@/lib/text';
import { GivenTag } from '../fields/tag-name';

/** What everyone in the file agreed to or withdrew; a row that says something of its own is believed instead. */
export const CsvConsent = z
  .object({
    state: z.enum(['given', 'withdrawn']),
    text: plainText.trim().max(2_000, { error: 'At most 2,000 characters.' }).default(''),
  })
  .refine((consent) => consent.state === 'withdrawn' || consent.text !== '', {
    path: ['text'],
    error: 'Say what the people agreed to; a consent without its words proves nothing.',
  });

export const CsvImportOptions = z.object({
  matchBy: z.enum(['email', 'externalId']).default('email'),
  /** Which rows count: those of people who aren't here yet, those of people who are, or both. */
  mode: z.enum(['both', 'create', 'update']).default('both'),
  emptyCells: z.enum(['keep', 'clear']).default('keep'),
  /** Of dates like 03/04/1984; auto: as each column shows. */
  dateOrder: z.enum(['auto', 'dmy', 'mdy', 'ymd']).default('auto'),
  /** Fields whose unreadable value refuses the row; of others the value is left empty and listed. */
  refuseFor: z.union([z.literal('all'), z.array(z.string().max(60)).max(600)]).default([]),
  /** A whole name is split into first and last; else it stays whole as the last name. */
  splitNames: z.boolean().default(true),
  ownerId: idText.nullable().default(null),
  /** Whose owner is set: of the records that the import creates, or of everyone in the file. */
  ownerOf: z.enum(['created', 'all']).default('created'),
  /** Source of created records whose row names none. */
  source: optionalLine(),
  /** Put on everyone in the file, beside those of a tags column. */
  tags: z.array(GivenTag).max(20, { error: 'At most 20 tags for all.' }).default([]),
  consent: CsvConsent.nullable().default(null),
});
export type CsvImportOptions = z.infer<typeof CsvImportOptions>;
