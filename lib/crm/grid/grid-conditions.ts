import { Prisma } from '@/lib/db';
import type { TableFilter } from '@/lib/table-query';
import { bareFieldSql } from '../fields/field-sql';
import { findField, type RecordField } from '../fields/fields';
import type { GridFrame } from './grid-frame';
import { codesNamedLike } from '../fields/recognise-country';
import { likePattern, searchConditions, searchText } from '../records/record-search';
import type { RecordTableQuery } from '../schemas';
import { virtualFieldList } from '../fields/virtual-fields';

const { sql } = Prisma;

/**
 * What a grid asks, as conditions over `r`: living records of one entity, with its search and filters. Days are the account's. A filter
 * of a field that isn't there lets nobody through.
 */
export function recordConditions(
  frame: GridFrame,
  query: Pick<RecordTableQuery, 'q' | 'filters'>,
): Prisma.Sql {
  return Prisma.join(
    [searchConditions(frame.entity, query.q), ...query.filters.map((filter) => condition(frame, filter))],
    ' AND ',
  );
}

function condition(frame: GridFrame, filter: TableFilter): Prisma.Sql {
  switch (filter.field) {
    case 'hasEmail':
      return filter.type === 'boolean' && filter.value
        ? sql`r.email_key IS NOT NULL`
        : sql`r.email_key IS NULL`;
    case 'consent':
      return filter.type === 'choice'
        ? sql`r.consent_state = ANY(${filter.value.filter((one) => consents.has(one))}::consent_state[])`
        : nobody;
    case 'tag':
      return filter.type === 'choice'
        ? sql`EXISTS (SELECT 1 FROM record_tags x WHERE x.record_id = r.id AND x.tag_id = ANY(${ids(filter.value)}::bigint[]))`
        : nobody;
    case 'owner':
      return filter.type === 'choice' ? ownedBy(filter.value) : nobody;
    case 'company':
      return filter.type === 'text' ? companyIs(filter) : nobody;
    case 'city':
      return compare(sql`r.city`, filter, frame.zone);
    case 'source':
      return compare(sql`r.source`, filter, frame.zone);
    case 'country':
      return filter.type === 'text' ? codeIs(sql`r.country`, 'region', filter) : nobody;
    case 'language':
      return filter.type === 'text' ? codeIs(sql`r.language`, 'language', filter) : nobody;
    case 'createdAt':
      return compare(sql`r.created_at`, filter, frame.zone, 'datetime');
  }
  const field = findField(frame.fields, filter.field);
  return field ? fieldCondition(field, filter, frame.zone) : nobody;
}

const nobody = sql`FALSE`;
const consents = new Set(['unknown', 'given', 'withdrawn']);
const ids = (texts: string[]): bigint[] => texts.filter((text) => /^\d{1,18}$/.test(text)).map(BigInt);

function ownedBy(values: string[]): Prisma.Sql {
  const owned = sql`r.owner_id = ANY(${ids(values)}::bigint[])`;
  return values.includes('none') ? sql`(r.owner_id IS NULL OR ${owned})` : owned;
}

type TextFilter = Extract<TableFilter, { type: 'text' }>;

/** The company stands in what a search looks into, as it is: its index finds it. */
const companyIs = (filter: TextFilter): Prisma.Sql =>
  sql`${searchText} LIKE lower(${likePattern(filter.value)}) AND ${textIs(sql`r.company`, filter)}`;

const textIs = (column: Prisma.Sql, { op, value }: TextFilter): Prisma.Sql =>
  op === 'is'
    ? sql`lower(${column}) = lower(${value}::text)`
    : sql`lower(${column}) LIKE lower(${likePattern(value)}::text)`;

/** What is kept as a code is asked for by its name in any tongue, by the code, or as it was typed where it was never recognised. */
const codeIs = (column: Prisma.Sql, type: 'region' | 'language', filter: TextFilter): Prisma.Sql =>
  sql`(split_part(${column}, '-', 1) = ANY(${codesNamedLike(type, filter.op, filter.value)}::text[]) OR (length(${column}) > 2 AND ${textIs(column, filter)}))`;

const counts = new Set(virtualFieldList.filter((one) => one.counts).map((one) => one.name));

/** Where nothing is kept of a record, its counts are 0; what 0 fulfils is asked the other way round, so that those records are met too. */
function fieldCondition(field: RecordField, filter: TableFilter, zone: string): Prisma.Sql {
  const holds = compare(bareFieldSql(field), filter, zone, field.type);
  if (field.source !== 'stats') return holds;
  if (!counts.has(field.name) || !isMetByZero(filter))
    return sql`EXISTS (SELECT 1 FROM record_stats v WHERE v.record_id = r.id AND ${holds})`;
  return sql`NOT EXISTS (SELECT 1 FROM record_stats v WHERE v.record_id = r.id AND NOT ${holds})`;
}

function isMetByZero(filter: TableFilter): boolean {
  if (filter.type !== 'number') return false;
  if (filter.op === 'between') return filter.value[0] <= 0 && filter.value[1] >= 0;
  return filter.op === 'eq'
    ? filter.value === 0
    : filter.op === 'gte'
      ? filter.value <= 0
      : filter.value >= 0;
}

function compare(
  column: Prisma.Sql,
  filter: TableFilter,
  zone: string,
  type: RecordField['type'] = 'text',
): Prisma.Sql {
  switch (filter.type) {
    case 'text':
      return textIs(column, filter);
    case 'number':
      return numberIs(column, filter);
    case 'choice':
      return sql`${column} = ANY(${filter.value}::text[])`;
    case 'boolean':
      return sql`${column} = ${filter.value}::boolean`;
    case 'date':
      return daysBetween(column, filter.value, type === 'datetime' ? zone : null);
  }
}

function numberIs(column: Prisma.Sql, filter: Extract<TableFilter, { type: 'number' }>): Prisma.Sql {
  if (filter.op === 'between')
    return sql`(${column} BETWEEN ${filter.value[0]}::numeric AND ${filter.value[1]}::numeric)`;
  const sign = { eq: sql`=`, gte: sql`>=`, lte: sql`<=` }[filter.op];
  return sql`(${column} ${sign} ${filter.value}::numeric)`;
}

/** From the first day's beginning to the last day's end: in the account's zone where the column is a moment, as they are where it is a day. */
function daysBetween(
  column: Prisma.Sql,
  { from, to }: { from?: string; to?: string },
  zone: string | null,
): Prisma.Sql {
  const begins = (day: string, plus: number): Prisma.Sql => {
    const date = sql`(${day}::text::date + ${plus}::int)`;
    return zone === null ? date : sql`(${date}::timestamp AT TIME ZONE ${zone}::text)`;
  };
  const parts = [
    ...(from ? [sql`${column} >= ${begins(from, 0)}`] : []),
    ...(to ? [sql`${column} < ${begins(to, 1)}`] : []),
  ];
  return parts.length > 0 ? sql`(${Prisma.join(parts, ' AND ')})` : nobody;
}
