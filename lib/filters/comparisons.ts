import { escapeLike, Prisma } from '@/lib/db';
import { startOfDay } from '@/lib/start-of-day';
import { emailKey } from '@/lib/email-key';
import { addSpan, anniversaryRanges, monthRange, type DayFrame } from './filter-days';
import type { FilterSource } from './filter-fields';
import type { FilterFieldType } from './filter-operators';
import type { ResolvedCondition } from './resolve-filter';

type Asked = Pick<ResolvedCondition, 'value' | 'unit'> & { ids?: readonly string[] };
type Compare = (column: Prisma.Sql, asked: Asked, frame: DayFrame, field: FilterSource) => Prisma.Sql;

const { sql } = Prisma;

/**
 * Three-valued logic made plain: every comparison is true or false, never NULL. What is empty passes the "not" ones
 * (they say so) and fails the others. Values that the planner must see are cast so that it can: a parameter is a
 * constant only as long as nothing that depends on a setting stands around it.
 */
const has = (column: Prisma.Sql, test: Prisma.Sql): Prisma.Sql => sql`(${column} IS NOT NULL AND ${test})`;
const lacks = (column: Prisma.Sql, test: Prisma.Sql): Prisma.Sql => sql`(${column} IS NULL OR NOT ${test})`;

/** Text compares without regard to case, by the database's own rules for both sides; %, _ and \ mean themselves; an empty text is like none. */
const like = (value: unknown): string => escapeLike(String(value));
const isText = (c: Prisma.Sql, v: unknown): Prisma.Sql => sql`(lower(${c}) = lower(${String(v)}::text))`;
const isLike = (c: Prisma.Sql, pattern: string): Prisma.Sql =>
  sql`(lower(${c}) LIKE lower(${pattern}::text))`;
/**
 * Lowered as one text, then cut: an array that the planner knows and hashes. Of many values it may not know what they are:
 * it would look up how frequent each is, which takes longer than counting.
 */
const cut = '\u001f';
const maxLookedUp = 100;
function isOneOf(c: Prisma.Sql, values: readonly string[]): Prisma.Sql {
  if (values.some((one) => one.includes(cut)))
    return sql`(lower(${c}) IN (SELECT lower(one) FROM unnest(${[...values]}::text[]) AS one))`;
  return among(sql`lower(${c})`, sql`lower(${values.join(cut)}::text)`, values.length);
}
function among(c: Prisma.Sql, values: Prisma.Sql, count: number): Prisma.Sql {
  const test = sql`(${c} = ANY(string_to_array(${values}, ${cut}::text)))`;
  return count > maxLookedUp ? sql`coalesce(${test}, FALSE)` : test;
}

const text: Record<string, Compare> = {
  is: (c, { value }) => has(c, isText(c, value)),
  is_not: (c, { value }) => lacks(c, isText(c, value)),
  contains: (c, { value }) => has(c, isLike(c, `%${like(value)}%`)),
  not_contains: (c, { value }) => lacks(c, isLike(c, `%${like(value)}%`)),
  begins_with: (c, { value }) => has(c, isLike(c, `${like(value)}%`)),
  ends_with: (c, { value }) => has(c, isLike(c, `%${like(value)}`)),
  one_of: (c, { value }) => has(c, isOneOf(c, texts(value))),
  none_of: (c, { value }) => lacks(c, isOneOf(c, texts(value))),
  empty: (c) => sql`(${c} IS NULL OR ${c} = '')`,
  not_empty: (c) => sql`(${c} IS NOT NULL AND ${c} <> '')`,
};

/** Addresses are one where their normal form (lib/email-key.ts) is, however they are typed; what is no address compares as text. */
function isOneAddress(c: Prisma.Sql, values: readonly string[], key: Prisma.Sql): Prisma.Sql {
  const [keys, others]: [string[], string[]] = [[], []];
  for (const one of values) {
    const normal = emailKey(one);
    if (normal === null) others.push(one);
    else keys.push(normal);
  }
  const byKey = sql`(${key} IS NOT NULL AND ${among(key, sql`${keys.join(cut)}::text`, keys.length)})`;
  if (others.length === 0) return byKey;
  const byText = has(c, isOneOf(c, others));
  return keys.length === 0 ? byText : sql`(${byKey} OR ${byText})`;
}
const address: Record<string, Compare> = {
  ...text,
  is: (c, { value }, _frame, { key = c }) => isOneAddress(c, [String(value)], key),
  is_not: (c, { value }, _frame, { key = c }) => sql`(NOT ${isOneAddress(c, [String(value)], key)})`,
  one_of: (c, { value }, _frame, { key = c }) => isOneAddress(c, texts(value), key),
  none_of: (c, { value }, _frame, { key = c }) => sql`(NOT ${isOneAddress(c, texts(value), key)})`,
};

const empty: Record<string, Compare> = {
  empty: (c) => sql`(${c} IS NULL)`,
  not_empty: (c) => sql`(${c} IS NOT NULL)`,
};

const date = (day: unknown): Prisma.Sql => sql`${String(day)}::date`;
const inMonthDays = (c: Prisma.Sql, ranges: [number, number][]): Prisma.Sql =>
  sql`(${Prisma.join(
    ranges.map(
      ([from, to]) =>
        sql`(date_part('month', ${c}) * 100 + date_part('day', ${c})) BETWEEN ${from}::int AND ${to}::int`,
    ),
    ' OR ',
  )})`;

/** A calendar day of the record itself (a birthday): no time zone, it can't drift. */
const dates: Record<string, Compare> = {
  on: (c, { value }) => has(c, sql`${c} = ${date(value)}`),
  before: (c, { value }) => has(c, sql`${c} < ${date(value)}`),
  after: (c, { value }) => has(c, sql`${c} > ${date(value)}`),
  between: (c, { value }) => has(c, sql`${c} BETWEEN ${date(first(value))} AND ${date(second(value))}`),
  in_last: (c, a, f) => has(c, sql`${c} BETWEEN ${date(ago(a, f))} AND ${date(f.today)}`),
  not_in_last: (c, a, f) => lacks(c, sql`(${c} BETWEEN ${date(ago(a, f))} AND ${date(f.today)})`),
  more_than_ago: (c, a, f) => has(c, sql`${c} < ${date(ago(a, f))}`),
  in_next: (c, a, f) => has(c, sql`${c} BETWEEN ${date(f.today)} AND ${date(later(a, f))}`),
  anniversary_next: (c, { value }, f) => has(c, inMonthDays(c, anniversaryRanges(f.today, Number(value)))),
  anniversary_month: (c, _asked, f) => has(c, inMonthDays(c, monthRange(f.today))),
  ...empty,
};

/** A moment: a day of it begins and ends at midnight in the account's time zone. */
export const startOf = (day: unknown, { zone }: DayFrame, plus = 0): Prisma.Sql =>
  sql`to_timestamp(${startOfDay(String(day), zone, plus).getTime() / 1000}::float8)`;
const within = (c: Prisma.Sql, from: unknown, to: unknown, f: DayFrame): Prisma.Sql =>
  sql`(${c} >= ${startOf(from, f)} AND ${c} < ${startOf(to, f, 1)})`;

const datetimes: Record<string, Compare> = {
  on: (c, { value }, f) => has(c, within(c, value, value, f)),
  before: (c, { value }, f) => has(c, sql`${c} < ${startOf(value, f)}`),
  after: (c, { value }, f) => has(c, sql`${c} >= ${startOf(value, f, 1)}`),
  between: (c, { value }, f) => has(c, within(c, first(value), second(value), f)),
  in_last: (c, a, f) => has(c, within(c, ago(a, f), f.today, f)),
  not_in_last: (c, a, f) => lacks(c, within(c, ago(a, f), f.today, f)),
  more_than_ago: (c, a, f) => has(c, sql`${c} < ${startOf(ago(a, f), f)}`),
  in_next: (c, a, f) => has(c, within(c, f.today, later(a, f), f)),
  ...empty,
};

const ago = ({ value, unit }: Asked, { today }: DayFrame): string => addSpan(today, -Number(value), unit);
const later = ({ value, unit }: Asked, { today }: DayFrame): string => addSpan(today, Number(value), unit);

/** Whole numbers stay whole, so that an index over a counter can be used. */
const numeric = (value: unknown): Prisma.Sql =>
  Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647
    ? sql`${Number(value)}::int`
    : sql`${Number(value)}::numeric`;

/** The comparison of a number that is there. */
export function numberTest(operator: string, c: Prisma.Sql, value: unknown): Prisma.Sql {
  switch (operator) {
    case 'eq':
      return sql`(${c} = ${numeric(value)})`;
    case 'ne':
      return sql`(${c} <> ${numeric(value)})`;
    case 'gte':
      return sql`(${c} >= ${numeric(value)})`;
    case 'lte':
      return sql`(${c} <= ${numeric(value)})`;
    case 'gt':
      return sql`(${c} > ${numeric(value)})`;
    case 'lt':
      return sql`(${c} < ${numeric(value)})`;
    default:
      return sql`(${c} BETWEEN ${numeric(first(value))} AND ${numeric(second(value))})`;
  }
}

/** The same, here: whether 0 passes decides how a number that isn't kept is read. */
export function numberPasses(operator: string, own: number, value: unknown): boolean {
  const [low, high] = [Number(first(value)), Number(second(value))];
  switch (operator) {
    case 'eq':
      return own === low;
    case 'ne':
      return own !== low;
    case 'gte':
      return own >= low;
    case 'lte':
      return own <= low;
    case 'gt':
      return own > low;
    case 'lt':
      return own < low;
    default:
      return own >= low && own <= high;
  }
}

const comparing = ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'between'] as const;

const number: Record<string, Compare> = {
  ...Object.fromEntries(
    comparing.map((operator): [string, Compare] => [
      operator,
      (c, { value }) =>
        operator === 'ne' ? lacks(c, numberTest('eq', c, value)) : has(c, numberTest(operator, c, value)),
    ]),
  ),
  ...empty,
};

/** Never empty. Where 0 fails, the column as it is kept is asked: the planner knows it, and an outer join becomes an inner one. */
const count: Record<string, Compare> = Object.fromEntries(
  comparing.map((operator): [string, Compare] => [
    operator,
    (c, { value }, _frame, { bare }) =>
      bare && !numberPasses(operator, 0, value)
        ? has(bare, numberTest(operator, bare, value))
        : numberTest(operator, c, value),
  ]),
);

const isAnyOf = (c: Prisma.Sql, value: unknown, { enumType }: FilterSource): Prisma.Sql =>
  enumType === 'consent_state'
    ? sql`(${c} = ANY(${texts(value)}::consent_state[]))`
    : sql`(${c} = ANY(${texts(value)}::text[]))`;

const choice: Record<string, Compare> = {
  any_of: (c, { value }, _frame, field) => has(c, isAnyOf(c, value, field)),
  none_of: (c, { value }, _frame, field) => lacks(c, isAnyOf(c, value, field)),
  ...empty,
};

const ids = (asked: Asked): Prisma.Sql => sql`${[...(asked.ids ?? [])]}::bigint[]`;
const owner: Record<string, Compare> = {
  any_of: (c, asked) => has(c, sql`(${c} = ANY(${ids(asked)}))`),
  none_of: (c, asked) => lacks(c, sql`(${c} = ANY(${ids(asked)}))`),
  ...empty,
};

const yesno: Record<string, Compare> = {
  is: (c, { value }) => (value === true ? sql`(${c} IS TRUE)` : sql`(${c} IS NOT TRUE)`),
};

/** The one table: type of field × operator → SQL over one value. Orders, campaigns, tags and lists build on it. */
export const comparisons = {
  text,
  number,
  count,
  date: dates,
  datetime: datetimes,
  choice,
  yesno,
  owner,
} as const satisfies Partial<Record<FilterFieldType, Record<string, Compare>>>;

/** The comparisons of a field; none where it is no value of its own. */
export function tableOf({
  type,
  key,
}: Pick<FilterSource, 'type' | 'key'>): Record<string, Compare> | undefined {
  if (key) return address;
  return type in comparisons ? comparisons[type as keyof typeof comparisons] : undefined;
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const second = (value: unknown): unknown => (Array.isArray(value) ? value[1] : value);
