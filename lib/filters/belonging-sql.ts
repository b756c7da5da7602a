import { Prisma } from '@/lib/db';
import { all, near, not, type Term } from './filter-term';
import type { ResolvedCondition } from './resolve-filter';

const { sql } = Prisma;

const tagged = (test: Prisma.Sql): Term =>
  near(sql`EXISTS (SELECT 1 FROM record_tags x WHERE x.record_id = r.id AND ${test})`);
const listed = (test: Prisma.Sql): Term =>
  near(
    sql`EXISTS (SELECT 1 FROM list_items m WHERE m.record_id = r.id AND ${test} AND m.in_filter AND m.removed_at IS NULL)`,
  );

const anyOf = (column: Prisma.Sql, ids: readonly string[]): Prisma.Sql => {
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? sql`${column} = ${only}::bigint`
    : sql`${column} = ANY(${[...ids]}::bigint[])`;
};

/** Tags and lists: one table of which holds for both. */
export function belongingTerm({ field, operator, ids }: ResolvedCondition): Term {
  const [some, column] =
    field.type === 'tags' ? ([tagged, sql`x.tag_id`] as const) : ([listed, sql`m.list_id`] as const);
  switch (operator.name) {
    case 'any_of':
      return some(anyOf(column, ids));
    case 'none_of':
      return not(some(anyOf(column, ids)));
    case 'all_of':
      return all(ids.map((id) => some(anyOf(column, [id]))));
    case 'empty':
      return not(some(sql`TRUE`));
    case 'not_empty':
      return some(sql`TRUE`);
    default:
      throw new Error(`the filter table has no ${field.type} ${operator.name}`);
  }
}

/** The part a person is dealt into, from 1: by md5, which is the same in every version of PostgreSQL. */
export const partSql = (parts: number, salt: string): Prisma.Sql =>
  sql`((('x' || left(md5(r.id::text || ':' || ${salt}::text), 8))::bit(32)::bigint % ${parts}::bigint) + 1)`;

export function splitSql({ operator, value, salt }: ResolvedCondition): Prisma.Sql {
  const [which = 1, parts = 2] = Array.isArray(value) ? value.map(Number) : [];
  const inPart = sql`(${partSql(parts, salt)} = ${which}::bigint)`;
  return operator.name === 'in_part' ? inPart : sql`(NOT ${inPart})`;
}
