import { Prisma } from '../db';
import type { DatePattern } from './row-schemas';

const { raw, sql } = Prisma;

const days =
  '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])';
/** A day of the years 1 to 9999, with or without the time of the day: what Dotdigital can be asked to read. */
export const isoMoment = raw(`'^(?!0000)[0-9]{4}-(${days})(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])?$'`);

/** A day as it was typed or stored, if it is one. */
export const dayAsTyped = (text: Prisma.Sql): Prisma.Sql =>
  sql`CASE WHEN ${text} ~ ${isoMoment} AND length(${text}) = 10 THEN ${text} END`;

/** A date column as ISO text; NULL beyond the years 1 to 9999, where to_char and Dotdigital lose their way. */
export const dayOfColumn = (column: Prisma.Sql): Prisma.Sql =>
  sql`CASE WHEN ${column} BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char(${column}, 'YYYY-MM-DD') END`;

/** The same of a moment, as the clocks of a zone show it. One day is kept free at both ends: zones move it. */
export const momentOfColumn = (column: Prisma.Sql, zone: string): Prisma.Sql =>
  sql`CASE WHEN ${column} BETWEEN '0001-01-02 00:00Z' AND '9999-12-30 00:00Z'
    THEN to_char(${column} AT TIME ZONE ${zone}::text, 'YYYY-MM-DD"T"HH24:MI:SS') END`;

const year = (iso: Prisma.Sql) => sql`left(${iso}, 4)`;
const month = (iso: Prisma.Sql) => sql`substr(${iso}, 6, 2)`;
const day = (iso: Prisma.Sql) => sql`substr(${iso}, 9, 2)`;
const shortDay = (iso: Prisma.Sql) => sql`ltrim(${day(iso)}, '0')`;
const clock = (iso: Prisma.Sql) => sql`coalesce(nullif(substr(${iso}, 12, 5), ''), '00:00')`;
const monthName = (iso: Prisma.Sql) => sql`(ARRAY['January','February','March','April','May','June','July',
  'August','September','October','November','December'])[${month(iso)}::int]`;

/** ISO text in each of the forms people can choose; NULL stays NULL. */
const written: Record<DatePattern, (iso: Prisma.Sql) => Prisma.Sql> = {
  'yyyy-MM-dd': (iso) => sql`left(${iso}, 10)`,
  'dd/MM/yyyy': (iso) => sql`${day(iso)} || '/' || ${month(iso)} || '/' || ${year(iso)}`,
  'MM/dd/yyyy': (iso) => sql`${month(iso)} || '/' || ${day(iso)} || '/' || ${year(iso)}`,
  'dd.MM.yyyy': (iso) => sql`${day(iso)} || '.' || ${month(iso)} || '.' || ${year(iso)}`,
  'd MMMM yyyy': (iso) => sql`${shortDay(iso)} || ' ' || ${monthName(iso)} || ' ' || ${year(iso)}`,
  'MMMM d, yyyy': (iso) => sql`${monthName(iso)} || ' ' || ${shortDay(iso)} || ', ' || ${year(iso)}`,
  'yyyy-MM-dd HH:mm': (iso) => sql`left(${iso}, 10) || ' ' || ${clock(iso)}`,
  'dd/MM/yyyy HH:mm': (iso) =>
    sql`${day(iso)} || '/' || ${month(iso)} || '/' || ${year(iso)} || ' ' || ${clock(iso)}`,
};

export const writeDate = (iso: Prisma.Sql, pattern: DatePattern): Prisma.Sql =>
  pattern === 'yyyy-MM-dd'
    ? written[pattern](iso)
    : sql`(SELECT ${written[pattern](sql`d.iso`)} FROM (SELECT ${iso} AS iso OFFSET 0) d)`;
