import { z } from 'zod';
import { withoutNul } from '../text';

/** Tolerant readers for single values: what Dotdigital may say where it is vague (dotdigital-api.md, reliability.md H17). */

/** PostgreSQL takes neither U+0000 nor half of a surrogate pair. */
export const storable = (text: string): string => withoutNul(text).replace(/\p{Surrogate}/gu, '\uFFFD');

const scalarText = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => storable(String(value)));

const cut = (most: number) => scalarText.transform((text) => text.slice(0, most));

/** Missing or null: ''. */
export const looseText = (most = 4_000) =>
  cut(most)
    .nullish()
    .transform((text) => text ?? '');

export const looseTextOrNull = (most = 4_000) =>
  cut(most)
    .nullish()
    .transform((text) => text ?? null);

export const neededText = (most = 4_000) =>
  cut(most).refine((text) => text.trim() !== '', { error: 'is empty' });

const numeric = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^[+-]?\d+(?:\.\d+)?$/, { error: 'is not a number' })
    .transform(Number),
]);

/** An id that fits int32, zero and below excluded. */
export const neededId = numeric.pipe(
  z.int32({ error: 'is not a valid id' }).positive({ error: 'is not a valid id' }),
);

export const looseId = numeric
  .pipe(z.int32({ error: 'is not a valid id' }))
  .nullish()
  .transform((id) => (id && id > 0 ? id : null));

/** A counter: missing or null is 0; what is no whole number in reach makes the row odd. */
export const counter = numeric
  .pipe(z.int({ error: 'is not a whole number' }).min(0).max(2_147_483_647, { error: 'is too large' }))
  .nullish()
  .transform((count) => count ?? 0);

export const looseCount = numeric.pipe(z.int().min(0).max(2_147_483_647)).nullable().catch(null);

export const looseFlag = z
  .union([z.boolean(), z.stringbool(), z.literal([0, 1]).transform((bit) => bit === 1)])
  .nullable()
  .catch(null)
  .transform((flag) => flag ?? false);

/** ISO, any number of fraction digits, UTC when it names no zone; null for the year 0001, 9999 and what is no date. */
export function readTime(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const parts =
    /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i.exec(
      value,
    );
  if (!parts) return null;
  const [, day, clock = '00:00:00', fraction = '', zone = 'Z'] = parts;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const at = new Date(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${fraction.slice(0, 4)}${offset}`);
  const year = at.getUTCFullYear();
  return Number.isNaN(at.getTime()) || year < 1900 || year > 9000 ? null : at;
}

export const looseTime = z.unknown().optional().transform(readTime);

export const neededTime = z.unknown().transform((value, issues): Date => {
  const at = readTime(value);
  if (at) return at;
  issues.addIssue({ code: 'custom', message: 'is not a date' });
  return z.NEVER;
});

/** One answer names `Id` and `Status` with capitals, another `campaignID`: the first letter is compared without case. */
export const camelKeys = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key.charAt(0).toLowerCase() + key.slice(1), one]),
      )
    : value;

/** Why a value didn't fit, in a few words: "email is empty". */
export function whyNot(error: z.ZodError): string {
  const [first] = error.issues;
  if (!first) return 'does not fit';
  const where = first.path.map(String).join('.') || 'the row';
  return `${where} ${/^is /.test(first.message) ? first.message : 'is missing or not as expected'}`.slice(
    0,
    200,
  );
}
