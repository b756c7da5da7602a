import { comparison, likePattern, Prisma, type Asked } from '@/lib/db';
import type { TableFilter } from '@/lib/table-query';
import { bareFieldSql } from '../fields/field-sql';
import type { RecordField } from '../fields/fields';
import { codesNamedLike } from '../fields/recognise-country';
import { searchText } from '../records/record-search';
import { virtualFieldList } from '../fields/virtual-fields';

const { sql } = Prisma;

const consents = new Set(['unknown', 'given', 'withdrawn']);
const ids = (texts: string[]): bigint[] => texts.filter((text) => /^\d{1,18}$/.test(text)).map(BigInt);

export const consentIs = ({ value }: Asked<'choice'>): Prisma.Sql =>
  sql`r.consent_state = ANY(${value.filter((one) => consents.has(one))}::consent_state[])`;

export const isTagged = ({ value }: Asked<'choice'>): Prisma.Sql =>
  sql`EXISTS (SELECT 1 FROM record_tags x WHERE x.record_id = r.id AND x.tag_id = ANY(${ids(value)}::bigint[]))`;

export const hasEmail = ({ value }: Asked<'boolean'>): Prisma.Sql =>
  value ? sql`r.email_key IS NOT NULL` : sql`r.email_key IS NULL`;

export function ownedBy({ value: values }: Asked<'choice'>): Prisma.Sql {
  const owned = sql`r.owner_id = ANY(${ids(values)}::bigint[])`;
  return values.includes('none') ? sql`(r.owner_id IS NULL OR ${owned})` : owned;
}

/** The company stands in what a search looks into, as it is: its index finds it. */
export const companyIs = (filter: Asked<'text'>): Prisma.Sql =>
  sql`${searchText} LIKE lower(${likePattern(filter.value)}) AND ${comparison(sql`r.company`, filter)}`;

/** What is kept as a code is asked for by its name in any tongue, by the code, or as it was typed where it was never recognised. */
export const codeIs = (column: Prisma.Sql, type: 'region' | 'language', filter: Asked<'text'>): Prisma.Sql =>
  sql`(split_part(${column}, '-', 1) = ANY(${codesNamedLike(type, filter.op, filter.value)}::text[]) OR (length(${column}) > 2 AND ${comparison(column, filter)}))`;

const counts = new Set(virtualFieldList.filter((one) => one.counts).map((one) => one.name));

/** Where nothing is kept of a record, its counts are 0; what 0 fulfils is asked the other way round, so that those records are met too. */
export function fieldCondition(field: RecordField, filter: TableFilter, zone: string): Prisma.Sql {
  if (field.name === 'language' && filter.type === 'text') return codeIs(sql`r.language`, 'language', filter);
  const holds = comparison(bareFieldSql(field), filter, field.type === 'datetime' ? zone : null);
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
