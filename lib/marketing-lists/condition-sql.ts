import { Prisma } from '../db';
import { filterSources } from './filter-fields';
import type { FilterFieldType } from './filter-operators';
import type { ResolvedCondition } from './resolve-filter';

/** The day that relative dates count from, in the account's time zone. */
export type DayFrame = { zone: string; today: string };

type Compare = (column: Prisma.Sql, value: unknown, frame: DayFrame) => Prisma.Sql;

const { sql } = Prisma;

/** Text compares without regard to case, by the database's own rules for both sides; an empty text is like none. */
const like = (value: unknown): string => String(value).replace(/[\\%_]/g, '\\$&');
const has = (column: Prisma.Sql, test: Prisma.Sql): Prisma.Sql => sql`(${column} IS NOT NULL AND ${test})`;
const lacks = (column: Prisma.Sql, test: Prisma.Sql): Prisma.Sql => sql`(${column} IS NULL OR NOT ${test})`;
const isText = (c: Prisma.Sql, v: unknown): Prisma.Sql => sql`(lower(${c}) = lower(${String(v)}::text))`;
const containsText = (c: Prisma.Sql, v: unknown): Prisma.Sql => sql`(lower(${c}) LIKE lower(${`%${like(v)}%`}::text))`;
const isOneOf = (c: Prisma.Sql, v: unknown): Prisma.Sql =>
  sql`(lower(${c}) IN (SELECT lower(one) FROM unnest(${v as string[]}::text[]) AS one))`;

const text: Record<string, Compare> = {
  is: (c, v) => has(c, isText(c, v)),
  is_not: (c, v) => lacks(c, isText(c, v)),
  contains: (c, v) => has(c, containsText(c, v)),
  not_contains: (c, v) => lacks(c, containsText(c, v)),
  begins_with: (c, v) => has(c, sql`(lower(${c}) LIKE lower(${`${like(v)}%`}::text))`),
  ends_with: (c, v) => has(c, sql`(lower(${c}) LIKE lower(${`%${like(v)}`}::text))`),
  one_of: (c, v) => has(c, isOneOf(c, v)),
  none_of: (c, v) => lacks(c, isOneOf(c, v)),
  empty: (c) => sql`(${c} IS NULL OR ${c} = '')`,
  not_empty: (c) => sql`(${c} IS NOT NULL AND ${c} <> '')`,
};

const empty: Record<string, Compare> = { empty: (c) => sql`(${c} IS NULL)`, not_empty: (c) => sql`(${c} IS NOT NULL)` };

/** A calendar day of the record itself (a birthday): no time zone, it can't drift. */
const date: Record<string, Compare> = {
  on: (c, v) => has(c, sql`${c} = ${v}::text::date`),
  before: (c, v) => has(c, sql`${c} < ${v}::text::date`),
  after: (c, v) => has(c, sql`${c} > ${v}::text::date`),
  between: (c, v) => has(c, sql`${c} BETWEEN ${first(v)}::text::date AND ${second(v)}::text::date`),
  in_last: (c, v, { today }) => has(c, sql`${c} BETWEEN ${today}::text::date - ${Number(v)}::int AND ${today}::text::date`),
  ...empty,
};

/** A moment: a day of it begins and ends at midnight in the account's time zone. */
const from = (day: unknown, { zone }: DayFrame, plus = 0): Prisma.Sql =>
  sql`((${String(day)}::text::date + ${plus}::int)::timestamp AT TIME ZONE ${zone}::text)`;

const datetime: Record<string, Compare> = {
  on: (c, v, f) => has(c, sql`${c} >= ${from(v, f)} AND ${c} < ${from(v, f, 1)}`),
  before: (c, v, f) => has(c, sql`${c} < ${from(v, f)}`),
  after: (c, v, f) => has(c, sql`${c} >= ${from(v, f, 1)}`),
  between: (c, v, f) => has(c, sql`${c} >= ${from(first(v), f)} AND ${c} < ${from(second(v), f, 1)}`),
  in_last: (c, v, f) => has(c, sql`${c} >= ${from(f.today, f, -Number(v))} AND ${c} < ${from(f.today, f, 1)}`),
  ...empty,
};

const number: Record<string, Compare> = {
  eq: (c, v) => has(c, sql`${c} = ${Number(v)}::numeric`),
  ne: (c, v) => lacks(c, sql`(${c} = ${Number(v)}::numeric)`),
  gte: (c, v) => has(c, sql`${c} >= ${Number(v)}::numeric`),
  lte: (c, v) => has(c, sql`${c} <= ${Number(v)}::numeric`),
  between: (c, v) => has(c, sql`${c} BETWEEN ${Number(first(v))}::numeric AND ${Number(second(v))}::numeric`),
  ...empty,
};

/** Counters are never NULL and whole. */
const count: Record<string, Compare> = {
  eq: (c, v) => sql`${c} = ${Number(v)}::int`,
  ne: (c, v) => sql`${c} <> ${Number(v)}::int`,
  gte: (c, v) => sql`${c} >= ${Number(v)}::int`,
  lte: (c, v) => sql`${c} <= ${Number(v)}::int`,
  between: (c, v) => sql`${c} BETWEEN ${Number(first(v))}::int AND ${Number(second(v))}::int`,
};

const isAnyOf = (c: Prisma.Sql, v: unknown): Prisma.Sql => sql`(${c}::text = ANY(${v as string[]}::text[]))`;
const choice: Record<string, Compare> = {
  any_of: (c, v) => has(c, isAnyOf(c, v)),
  none_of: (c, v) => lacks(c, isAnyOf(c, v)),
};

const yesno: Record<string, Compare> = {
  is: (c, v) => (v === true ? sql`(${c} IS TRUE)` : sql`(${c} IS NOT TRUE)`),
};

/** The one table: type of field × operator → SQL. What isn't in it can't be asked. */
export const comparisons: Partial<Record<FilterFieldType, Record<string, Compare>>> = { text, date, datetime, number, count, choice, yesno };

/** Column names come from the catalogue alone, never from a filter. */
const columns = new Map(filterSources.map((field) => [field.name, Prisma.raw(`${field.about === 'record' ? 'r' : 'c'}."${field.column}"`)]));
const activityColumns: Record<string, Prisma.Sql> = {
  'campaign.received': sql`TRUE`,
  'campaign.bounced': sql`(c.soft_bounced OR c.hard_bounced)`,
};

export function conditionSql(condition: ResolvedCondition, frame: DayFrame): Prisma.Sql {
  const { field, operator, value } = condition;
  const compare = comparisons[field.type]?.[operator.name];
  const column = activityColumns[field.name] ?? columns.get(field.name);
  if (!compare || !column) throw new Error(`the filter table has no ${field.type} ${operator.name}`);
  if (field.about === 'record') return compare(column, value, frame);
  // "No" is everyone but those with a "yes", also people who never received anything.
  if (field.type === 'yesno') return value === true ? activitySql(condition, sql`${column}`) : sql`(NOT ${activitySql(condition, sql`${column}`)})`;
  return activitySql(condition, compare(column, value, frame));
}

/** EXISTS rather than IN: false for someone without an address, and an index lookup where a hash of all recipients would not fit. */
function activitySql({ campaign }: ResolvedCondition, test: Prisma.Sql): Prisma.Sql {
  const which = campaign === null ? sql`TRUE` : sql`c.campaign_id = ${campaign.id}::text::bigint`;
  return sql`EXISTS (SELECT 1 FROM campaign_recipients c WHERE c.email_key = r.email_key AND ${which} AND ${test})`;
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const second = (value: unknown): unknown => (Array.isArray(value) ? value[1] : value);
