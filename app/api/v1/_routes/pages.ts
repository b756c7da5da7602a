import { z } from 'zod';
import { documented } from '@/app/_server/api/documented';

export const defaultLimit = 100;
export const largestLimit = 500;

/** What every list takes; the cursor arrives here as the position that was signed into it. */
export const paging = {
  limit: documented(
    z
      .string()
      .regex(/^\d{1,4}$/, { error: `A whole number from 1 to ${largestLimit}.` })
      .transform(Number)
      .pipe(
        z
          .int()
          .min(1, { error: 'At least 1.' })
          .max(largestLimit, { error: `At most ${largestLimit}.` }),
      )
      .default(defaultLimit),
    () => ({ type: 'integer', minimum: 1, maximum: largestLimit, default: defaultLimit }),
  ),
  cursor: documented(z.string().nullable().default(null), () => ({ type: 'string' })),
};

export const PageOnly = z.strictObject(paging);

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() });

export const version = { version: z.int().min(1).optional() };

/** The version a change is made over: the one given, else the present one. */
export async function versionOr(
  given: number | undefined,
  present: () => Promise<{ version: number }>,
): Promise<number> {
  return given ?? (await present()).version;
}
