import { z } from 'zod';

/**
 * Where a page of a sorted grid begins: behind this row, or before it. Rows are walked by (sort value, id), both in one
 * direction, so that a page costs the same at any depth. In an address it is one opaque word.
 */
export type Keyset = { to: 'next' | 'prev'; value: string; id: string };

const Stored = z.tuple([
  z.string().max(100),
  z.enum(['next', 'prev']),
  z
    .string()
    .max(1_500)
    .refine((text) => !text.includes('\u0000')),
  z.string().regex(/^\d{1,19}$/),
]);

export const formatCursor = (sort: string, { to, value, id }: Keyset): string =>
  Buffer.from(JSON.stringify([sort, to, value, id])).toString('base64url');

/** null where there is none, and for one that was altered or belongs to another sort: the first page. */
export function parseCursor(sort: string, cursor: string | null): Keyset | null {
  if (cursor === null) return null;
  const stored = Stored.safeParse(jsonOf(cursor));
  if (!stored.success || stored.data[0] !== sort) return null;
  const [, to, value, id] = stored.data;
  return { to, value, id };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

type Row = { cursorValue: string; cursorId: string };

/** One row more than fits was asked for, in walking order: it says whether there is a further page that way. */
export function cutPage<Found extends Row>(
  sort: string,
  keyset: Keyset | null,
  found: Found[],
  size: number,
): { rows: Found[]; nextCursor: string | null; prevCursor: string | null } {
  const more = found.length > size;
  const walked = found.slice(0, size);
  const back = keyset?.to === 'prev';
  const rows = back ? walked.reverse() : walked;
  const cursor = (to: Keyset['to'], row: Row | undefined): string | null =>
    row ? formatCursor(sort, { to, value: row.cursorValue, id: row.cursorId }) : null;
  return {
    rows,
    nextCursor: back || more ? cursor('next', rows.at(-1)) : null,
    prevCursor: (back ? more : keyset !== null) ? cursor('prev', rows[0]) : null,
  };
}
