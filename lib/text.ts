import { z } from 'zod';

/** PostgreSQL can't hold U+0000 (reliability.md P16): refused by name wherever text comes in. */
export const plainText = z
  .string()
  .refine((text) => !text.includes('\u0000'), { error: 'Contains a NUL character, which can’t be stored.' });

/** A single line: trimmed, 1 to `max` characters. */
export const requiredLine = (label: string, max = 255) =>
  plainText
    .trim()
    .min(1, { error: `Enter ${label}.` })
    .max(max, { error: `At most ${max} characters.` });

/** An optional line; blank becomes null. */
export const optionalLine = (max = 255) =>
  plainText
    .trim()
    .max(max, { error: `At most ${max} characters.` })
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .default(null);

/** An id as it stands in an address: digits of a positive bigint. */
export const idText = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, { error: 'Not a valid id.', abort: true })
  .refine((text) => BigInt(text) <= 9223372036854775807n, { error: 'Not a valid id.' });

/** NUL bytes dropped: for text that comes from outside and must not stop a page of rows. */
export const withoutNul = (text: string): string => text.replaceAll('\u0000', '');

/** What the schema asks for, given as JSON text of `most` characters at most. */
export const jsonText = <Schema extends z.ZodType>(schema: Schema, most: number) =>
  z
    .string()
    .max(most)
    .transform((text, check): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        check.addIssue({ code: 'custom', message: 'Not JSON.' });
        return z.NEVER;
      }
    })
    .pipe(schema);
