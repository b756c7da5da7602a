import type { Keyset } from '../keyset';
import { Prisma } from './generated/client';

/** What a sorted grid walks by. The index must be (…, key, id); an empty key stands behind all others, whichever way. */
export type KeysetSort = {
  key: Prisma.Sql;
  id: Prisma.Sql;
  type: 'text' | 'timestamptz' | 'numeric' | 'bigint';
  nullable: boolean;
  direction: 'asc' | 'desc';
};

/** One walk along an index: what is asked, in which order. */
export type KeysetWalk = { where: Prisma.Sql; order: Prisma.Sql };

const types = {
  text: {
    text: (key: Prisma.Sql) => Prisma.sql`(${key})::text`,
    read: (text: string) => Prisma.sql`${text}::text`,
    fits: /^/,
  },
  timestamptz: {
    text: (key: Prisma.Sql) => Prisma.sql`(extract(epoch FROM ${key}) * 1000)::bigint::text`,
    read: (text: string) =>
      Prisma.sql`('epoch'::timestamptz + ${text}::text::bigint * interval '1 millisecond')`,
    fits: /^-?\d{1,15}$/,
  },
  numeric: {
    text: (key: Prisma.Sql) => Prisma.sql`(${key})::text`,
    read: (text: string) => Prisma.sql`${text}::text::numeric`,
    fits: /^-?\d{1,30}(\.\d{1,10})?$/,
  },
  bigint: {
    text: (key: Prisma.Sql) => Prisma.sql`(${key})::text`,
    read: (text: string) => Prisma.sql`${text}::text::bigint`,
    fits: /^\d{1,18}$/,
  },
} as const;

/** A key as the text that a cursor holds: no key is told from an empty text. */
export const cursorValue = (sort: Pick<KeysetSort, 'key' | 'type'>): Prisma.Sql =>
  Prisma.sql`coalesce('=' || ${types[sort.type].text(sort.key)}, '')`;

const maxId = 2n ** 63n - 1n;

/** Someone may have altered the cursor: what can't be a row of this sort is null, the first page. */
export function checkedKeyset(sort: KeysetSort, keyset: Keyset | null): Keyset | null {
  if (keyset === null || BigInt(keyset.id) > maxId) return null;
  const fits =
    keyset.value === ''
      ? sort.nullable
      : keyset.value.startsWith('=') && types[sort.type].fits.test(keyset.value.slice(1));
  return fits ? keyset : null;
}

/**
 * The walks that give a page, in turn, until one row more than fits is found: rows with a key, then rows without; before a row
 * the other way round. Each is a range of the index, so no page is dearer than the first.
 */
export function keysetWalks(sort: KeysetSort, keyset: Keyset | null): KeysetWalk[] {
  const back = keyset?.to === 'prev';
  const up = (sort.direction === 'asc') !== back;
  const way = up ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = up ? Prisma.sql`>` : Prisma.sql`<`;
  const full = (more: Prisma.Sql): KeysetWalk => ({
    where: sort.nullable ? Prisma.sql`${sort.key} IS NOT NULL${more}` : Prisma.sql`TRUE${more}`,
    order: Prisma.sql`${sort.key} ${way}, ${sort.id} ${way}`,
  });
  const empty = (more: Prisma.Sql): KeysetWalk => ({
    where: Prisma.sql`${sort.key} IS NULL${more}`,
    order: Prisma.sql`${sort.id} ${way}`,
  });
  const none = Prisma.empty;
  if (keyset === null) return sort.nullable ? [full(none), empty(none)] : [full(none)];
  const id = Prisma.sql`${BigInt(keyset.id)}::bigint`;
  if (keyset.value === '') {
    const here = empty(Prisma.sql` AND ${sort.id} ${beyond} ${id}`);
    return back ? [here, full(none)] : [here];
  }
  const here = full(
    Prisma.sql` AND (${sort.key}, ${sort.id}) ${beyond} (${types[sort.type].read(keyset.value.slice(1))}, ${id})`,
  );
  return sort.nullable && !back ? [here, empty(none)] : [here];
}

/** Asks the walks in turn for `size` rows and one more. */
export async function readKeysetPage<Row>(
  walks: KeysetWalk[],
  size: number,
  read: (walk: KeysetWalk, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const walk of walks) {
    if (rows.length > size) break;
    rows.push(...(await read(walk, size + 1 - rows.length)));
  }
  return rows;
}
