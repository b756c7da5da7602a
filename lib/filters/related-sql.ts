import { likePattern, Prisma } from '@/lib/db';
import { comparisons, numberPasses, numberTest } from './comparisons';
import { far, not, type Rows, type Term } from './filter-term';
import type { ResolvedCondition } from './resolve-filter';

const { sql } = Prisma;

/** Without regard to case, %, _ and \ as themselves. */
export const likeAnywhere = (column: Prisma.Sql, value: unknown): Prisma.Sql =>
  sql`(lower(${column}) LIKE lower(${likePattern(String(value))}::text))`;

type Table = { from: Prisma.Sql; alias: Prisma.Sql; items: Prisma.Sql; countsAlone: Prisma.Sql };

const tables: Record<'orders' | 'carts', Table> = {
  orders: {
    from: sql`orders o`,
    alias: sql`o`,
    items: sql`order_items t WHERE t.order_id = o.id`,
    countsAlone: sql`(o.status <> ALL('{cancelled,refunded}'::text[]))`,
  },
  carts: {
    from: sql`carts k`,
    alias: sql`k`,
    items: sql`cart_items t WHERE t.cart_id = k.id`,
    countsAlone: sql`TRUE`,
  },
};

/** All orders or carts, for what is asked of each. */
export const rowsOf = (type: 'orders' | 'carts'): Rows => ({
  id: sql`${tables[type].alias}.id`,
  from: tables[type].from,
  where: sql`TRUE`,
});

/** Orders (or carts) of the person that count: `inner` is what each must be. Who has none has the number 0 and the sum 0. */
export function relatedTerm(
  condition: ResolvedCondition,
  type: 'orders' | 'carts',
  inner: Prisma.Sql | null,
): Term {
  const { from, alias } = tables[type];
  const { operator, value } = condition;
  const counting = countingOf(condition, type, inner);
  const some = far(sql`EXISTS (SELECT 1 FROM ${from} WHERE ${alias}.record_id = r.id AND ${counting})`);
  if (operator.name === 'has') return some;
  if (operator.name === 'has_none') return not(some);
  const [what = '', compare = ''] = operator.name.split('_');
  if (what === 'count' && compare === 'gte' && value === 1) return some;
  const holding = (having: Prisma.Sql): Term =>
    far(sql`EXISTS (
    SELECT 1 FROM (SELECT ${alias}.record_id FROM ${from} WHERE ${counting} GROUP BY ${alias}.record_id HAVING ${having}) g WHERE g.record_id = r.id)`);
  const test = numberTest(compare, what === 'sum' ? sql`sum(${alias}.total)` : sql`count(*)`, value);
  return numberPasses(compare, 0, value) ? not(holding(sql`NOT ${test}`)) : holding(test);
}

const countingOf = (
  condition: ResolvedCondition,
  type: 'orders' | 'carts',
  inner: Prisma.Sql | null,
): Prisma.Sql =>
  sql`${asksStatus(condition) ? sql`TRUE` : tables[type].countsAlone} AND ${inner ?? sql`TRUE`}${
    condition.currency === null
      ? sql``
      : sql` AND ${tables[type].alias}.currency = ${condition.currency}::text`
  }`;

/** The person's own number and sum of those that count, in words. */
export function relatedValueSql(
  condition: ResolvedCondition,
  type: 'orders' | 'carts',
  inner: Prisma.Sql | null,
): Prisma.Sql {
  const { from, alias } = tables[type];
  const one = type === 'orders' ? 'order' : 'cart';
  return sql`(SELECT count(*) || CASE WHEN count(*) = 1 THEN ${` ${one}`}::text ELSE ${` ${one}s`}::text END || coalesce(', ' || sum(${alias}.total) || ' in all', '')
    FROM ${from} WHERE ${alias}.record_id = r.id AND ${countingOf(condition, type, inner)})`;
}

/** Unless the status is asked for, cancelled and refunded orders are none. */
export const asksStatus = ({ where }: Pick<ResolvedCondition, 'where'>): boolean =>
  where !== null &&
  where.rules.some((rule) =>
    rule.kind === 'group' ? asksStatus({ where: rule }) : rule.field.name.endsWith('.status'),
  );

/** Items of one order or cart: "one …" finds one of them, "none …" finds none. */
export function itemsTerm(condition: ResolvedCondition): Term {
  const { field, operator } = condition;
  const negative = operator.name.startsWith('no');
  const positive = { not_contains: 'contains', none_of: 'one_of' }[operator.name] ?? operator.name;
  const test = comparisons.text[positive]?.(
    field.column,
    condition,
    { zone: 'UTC', today: '', source: { kind: 'installation' } },
    field,
  );
  if (!test) throw new Error(`the filter table has no items ${operator.name}`);
  const some = far(
    sql`EXISTS (SELECT 1 FROM ${tables[field.about === 'cart' ? 'carts' : 'orders'].items} AND ${test})`,
  );
  return negative ? not(some) : some;
}
