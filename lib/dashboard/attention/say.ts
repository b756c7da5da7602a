import type { Attention } from '../schemas';

/** `id`: whose page the button opens. */
export type Row = { id: bigint; name: string; message: string | null; since: Date | null };
type Words = Pick<Attention, 'tone' | 'state' | 'action'> & { path: string; message?: string };

/** Of a kind so many at most: whoever has more has one cause for them all. */
export const mostOfEach = 20;

export const say = (rows: readonly Row[], { path, message, ...words }: Words): Attention[] =>
  rows.map((row) => ({
    ...words,
    subject: row.name,
    message: message ?? row.message ?? '',
    since: row.since?.toISOString() ?? null,
    href: `${path}${row.id}`,
    readBack: null,
  }));
