import { Prisma } from '../../db';
import { oldestOf, type FoundSplit } from './audience-split';

const { sql } = Prisma;

/**
 * A part of an audience as it stands in an address: `=x` whoever has x, `empty` whoever has nothing there, `none` whoever is no record of
 * that kind; `others` before some `=x`: whoever has something else than these.
 */
type AskedParts = { keys: string[]; others: boolean; empty: boolean; none: boolean };

export const readParts = (asked: readonly string[]): AskedParts => ({
  keys: asked.flatMap((one) => (one.startsWith('=') ? [one.slice(1)] : [])),
  others: asked.includes('others'),
  empty: asked.includes('empty'),
  none: asked.includes('none'),
});

/** Which recipients `c` are in one of these parts. */
export function partIs(split: FoundSplit, asked: readonly string[]): Prisma.Sql {
  const parts = readParts(asked);
  const some: Prisma.Sql[] = [];
  const whose = (test: Prisma.Sql): Prisma.Sql =>
    sql`c.email_key IN (SELECT r.email_key FROM crm_records r WHERE ${oldestOf(split.entity)} AND ${test})`;
  if (parts.others || parts.keys.length > 0) some.push(whose(has(split, parts)));
  if (parts.empty) some.push(whose(sql`NOT ${has(split, null)}`));
  if (parts.none)
    some.push(sql`NOT EXISTS (SELECT FROM crm_records r WHERE r.entity = ${split.entity}::crm_entity
      AND r.email_key = c.email_key AND r.deleted_at IS NULL)`);
  return some.length === 0 ? sql`FALSE` : sql`(${Prisma.join(some, ' OR ')})`;
}

/** Whether a record `r` has one of these, or another one than these; null: whether it has any, and never NULL itself. */
function has({ by }: FoundSplit, asked: Pick<AskedParts, 'keys' | 'others'> | null): Prisma.Sql {
  const keys = asked?.keys.filter((key) => key !== '') ?? [];
  const compared = (value: Prisma.Sql, these: Prisma.Sql): Prisma.Sql => {
    if (asked === null) return sql`TRUE`;
    return asked.others ? sql`${value} <> ALL(${these})` : sql`${value} = ANY(${these})`;
  };
  if (by.kind !== 'field')
    return sql`EXISTS (SELECT FROM ${by.held} h WHERE h.record_id = r.id AND ${compared(sql`h.raw`, by.idsOf(keys))})`;
  const isOne = compared(by.key(by.raw), sql`${keys}::text[]`);
  return asked === null || asked.others
    ? sql`(${by.raw} IS NOT NULL AND ${by.raw} <> '' AND ${isOne})`
    : isOne;
}
