import { startOfDay } from '@/lib/start-of-day';
import type { TableFilter } from '@/lib/table-query';
import { Prisma } from '../generated/client';
import { likePattern } from '../like-pattern';
import type { Asked } from './grid-column';

const { sql } = Prisma;

/** The zone that a day begins in: by its name, as a column of the row, or none, where days are kept as days. */
export type DayZone = string | Prisma.Sql | null;

/** What a filter asks of a column. The column is our own SQL and stands bare wherever an index could help; the value is a parameter. */
export function comparison(column: Prisma.Sql, asked: TableFilter, zone: DayZone = null): Prisma.Sql {
  switch (asked.type) {
    case 'text':
      return asked.op === 'is'
        ? sql`lower(${column}) = lower(${asked.value}::text)`
        : sql`lower(${column}) LIKE lower(${likePattern(asked.value)}::text)`;
    case 'number':
      return numberIs(column, asked);
    case 'choice':
      return sql`(${column})::text = ANY(${asked.value}::text[])`;
    case 'boolean':
      return sql`${column} = ${asked.value}::boolean`;
    case 'date':
      return daysBetween(column, asked.value, zone);
  }
}

function numberIs(column: Prisma.Sql, asked: Asked<'number'>): Prisma.Sql {
  if (asked.op === 'between')
    return sql`(${column} BETWEEN ${numeric(asked.value[0])} AND ${numeric(asked.value[1])})`;
  const sign = { eq: sql`=`, gte: sql`>=`, lte: sql`<=` }[asked.op];
  return sql`(${column} ${sign} ${numeric(asked.value)})`;
}

/** Whole numbers stay whole, so that an index over a counter can be used. */
const numeric = (value: number): Prisma.Sql =>
  Number.isInteger(value) && Math.abs(value) <= 2_147_483_647 ? sql`${value}::int` : sql`${value}::numeric`;

/** From the first instant of the first day to the last of the last. */
function daysBetween(column: Prisma.Sql, { from, to }: Asked<'date'>['value'], zone: DayZone): Prisma.Sql {
  const parts = [
    ...(from ? [sql`${inDays(column, zone)} >= ${begin(from, 0, zone)}`] : []),
    ...(to ? [sql`${inDays(column, zone)} < ${begin(to, 1, zone)}`] : []),
  ];
  return parts.length > 0 ? sql`(${Prisma.join(parts, ' AND ')})` : sql`FALSE`;
}

/** Where each row has a zone of its own, the moment is read there; else the day's limits are. */
const inDays = (column: Prisma.Sql, zone: DayZone): Prisma.Sql =>
  zone === null || typeof zone === 'string' ? column : sql`(${column} AT TIME ZONE ${zone})`;

const begin = (day: string, plus: number, zone: DayZone): Prisma.Sql =>
  typeof zone === 'string'
    ? sql`to_timestamp(${startOfDay(day, zone, plus).getTime() / 1000}::float8)`
    : sql`(${day}::text::date + ${plus}::int)`;
