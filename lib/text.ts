import { config, z } from 'zod';
import { plainIssue } from './plain-issue';

// Here, since every schema that people fill in holds a text.
config({ customError: plainIssue });

const surrogate = /\p{Surrogate}/u;

/** PostgreSQL holds neither U+0000 (reliability.md P16) nor half of a surrogate pair: what a text holds of these, null where it is fine. */
export function badCharacterIn(text: string): string | null {
  if (text.includes('\u0000')) return 'a NUL character';
  return surrogate.test(text) ? 'half of a character (a lone surrogate)' : null;
}

/** Why a text is refused, null where it is not. */
export function textProblem(text: string): string | null {
  const bad = badCharacterIn(text);
  return bad === null ? null : `Contains ${bad}, which can’t be stored.`;
}

/** Any text that comes in. */
export const plainText = z.string().superRefine((text, check) => {
  const problem = textProblem(text);
  if (problem) check.addIssue({ code: 'custom', message: problem });
});

const deepestText = 40;

/** The first text, of keys and values at any depth, that can't be stored, with its place; null where all can. */
export function findBadText(value: unknown, path: string[] = []): { path: string[]; message: string } | null {
  if (typeof value === 'string') {
    const message = textProblem(value);
    return message === null ? null : { path, message };
  }
  if (typeof value !== 'object' || value === null || path.length > deepestText) return null;
  for (const [key, inner] of Object.entries(value)) {
    const message = textProblem(key);
    const found = message === null ? findBadText(inner, [...path, key]) : { path, message };
    if (found) return found;
  }
  return null;
}

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
export const idText = idOf('Not a valid id.');

/** The same of what is chosen in a form: nothing chosen is said as that. */
export const chosenId = (label: string) => idOf(`Choose ${label}.`);

function idOf(missing: string) {
  return z
    .string()
    .regex(/^[1-9]\d{0,18}$/, {
      error: ({ input }) => (input === '' ? missing : 'Not a valid id.'),
      abort: true,
    })
    .refine((text) => BigInt(text) <= 9223372036854775807n, { error: 'Not a valid id.' });
}

/** NUL bytes dropped: for text that comes from outside and must not stop a page of rows. */
export const withoutNul = (text: string): string => text.replaceAll('\u0000', '');

/** What the schema asks for, given as JSON text of `most` characters at most. */
export const jsonText = <Schema extends z.ZodType>(schema: Schema, most: number) =>
  z
    .string()
    .max(most)
    .transform((text, check): unknown => {
      try {
        const value: unknown = JSON.parse(text);
        const bad = findBadText(value);
        if (bad === null) return value;
        check.addIssue({ code: 'custom', ...bad });
      } catch {
        check.addIssue({ code: 'custom', message: 'Not JSON.' });
      }
      return z.NEVER;
    })
    .pipe(schema);
