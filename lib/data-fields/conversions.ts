import {
  englishCountryNames,
  hasTag,
  joinedTags,
  keptFieldSql,
  type RecordField,
  type RecordFieldType,
} from '../crm';
import { Prisma } from '../db';
import { dayAsTyped, dayOfColumn, momentOfColumn, writeDate } from './date-text';
import { tellsNoTag, type RowFormat } from './row-schemas';
import type { DataFieldType } from './schemas';

const { sql } = Prisma;

/** How a row wants its sources written, and the zone whose clocks people read. */
type Manner = { format: RowFormat; zone: string };

/**
 * SQL over `r` and `v` that makes text of a CRM field. NULL: it is empty, or it holds something that can't be written; which of
 * the two, the kept value says. None can fail, whatever a record holds: nothing is cast that wasn't looked at before.
 */
type Conversion = (field: RecordField, manner: Manner) => Prisma.Sql;

const kept = (field: RecordField): Prisma.Sql => sql`(${keptFieldSql(field)})::text`;

const namesCountry = ({ name }: RecordField, { format }: Manner): boolean =>
  name === 'country' && format.choice === 'label';

const plain: Conversion = (field, manner) =>
  namesCountry(field, manner)
    ? named(kept(field), englishCountryNames())
    : sql`nullif(btrim(${kept(field)}), '')`;

const choice: Conversion = (field, { format }) =>
  format.choice === 'label'
    ? named(
        kept(field),
        Object.fromEntries((field.choices ?? []).map(({ value, label }) => [value, label] as const)),
      )
    : sql`nullif(btrim(${kept(field)}), '')`;

/** The word for a code; a code that has none stays. */
const named = (code: Prisma.Sql, names: Record<string, string>): Prisma.Sql =>
  sql`nullif(btrim(coalesce(${JSON.stringify(names)}::jsonb ->> ${code}, ${code})), '')`;

/** A number written out, which a cast can read. Its length is bounded, so that no cast runs out of digits. */
const isNumber = (text: Prisma.Sql): Prisma.Sql => sql`${text} ~ '^-?[0-9]{1,200}([.][0-9]{1,200})?$'`;

const number: Conversion = (field) =>
  field.source === 'custom' ? kept(field) : numberOfColumn(sql`(${keptFieldSql(field)})::numeric`);

const numberOfColumn = (column: Prisma.Sql): Prisma.Sql =>
  sql`CASE WHEN ${column} <> 'NaN' THEN trim_scale(${column})::text END`;

const numberAsText: Conversion = (field, { format: { decimals, decimalSign } }) => {
  const text = kept(field);
  const rounded = decimals === null ? text : sql`round(${text}::numeric, ${decimals}::int)::text`;
  const signed = decimalSign === '.' ? rounded : sql`replace(${rounded}, '.', ${decimalSign}::text)`;
  return sql`CASE WHEN ${isNumber(text)} THEN ${signed} END`;
};

const isoDay = (field: RecordField): Prisma.Sql =>
  field.source === 'custom' ? dayAsTyped(kept(field)) : dayOfColumn(keptFieldSql(field));

/** Days have no zone. Dotdigital's date fields hold a moment: midnight. */
const day: Conversion = (field) => sql`${isoDay(field)} || 'T00:00:00'`;
const dayAsText: Conversion = (field, { format }) => writeDate(isoDay(field), format.date);

/** Dotdigital reads and shows a moment without a zone as UTC; a text is for people, so there it is their account's time. */
const moment: Conversion = (field) => momentOfColumn(keptFieldSql(field), 'UTC');
const momentAsText: Conversion = (field, { format, zone }) =>
  writeDate(momentOfColumn(keptFieldSql(field), zone), format.date);

const yesOrNo = (field: RecordField, yes: string, no: string): Prisma.Sql =>
  sql`CASE ${kept(field)} WHEN 'true' THEN ${yes}::text WHEN 'false' THEN ${no}::text END`;
const boolean: Conversion = (field) => yesOrNo(field, 'True', 'False');
const booleanAsText: Conversion = (field, { format }) => yesOrNo(field, format.yes, format.no);

const tags: Conversion = (_, { format }) => joinedTags(sql`${format.tagSeparator}::text`);

/** A data field that tells of one tag has a value for everybody: whoever hasn't the tag is told too. */
const oneTag: Conversion = (_, { format }) =>
  sql`CASE WHEN ${hasTag(sql`${format.tag}::text`)} THEN 'True' ELSE 'False' END`;

/** What a field of the CRM is put into, and how: the one table. Unlisted means refused (`convertibleTo` tells forms the same). */
export const conversions: Record<RecordFieldType, Partial<Record<DataFieldType, Conversion>>> = {
  text: { String: plain },
  email: { String: plain },
  phone: { String: plain },
  choice: { String: choice },
  owner: { String: plain },
  tags: { String: tags, Boolean: oneTag },
  number: { String: numberAsText, Numeric: number },
  date: { String: dayAsText, Date: day },
  datetime: { String: momentAsText, Date: moment },
  boolean: { String: booleanAsText, Boolean: boolean },
};

/**
 * What PostgreSQL keeps in a column of this type is always a value of that data field, and looking at each text again would cost more
 * than making it. Custom fields are kept as they were typed, and a text may have any length.
 */
const alwaysFits = ({ source, type }: RecordField, into: DataFieldType): boolean =>
  into !== 'String' && source !== 'custom' && (type !== 'number' || source === 'stats');

/** One source of a row: its text, and what is kept, as text too. Where there is only the latter, it can't be written. */
export type Part = {
  text: Prisma.Sql;
  kept: Prisma.Sql;
  alwaysFits: boolean;
  /** Where something is kept there is a text: it is the same, trimmed. */
  isNeverLost: boolean;
};

export function convertPart(field: RecordField, type: DataFieldType, manner: Manner): Part | null {
  const conversion = tellsNoTag(field, type, manner.format) ? undefined : conversions[field.type][type];
  if (!conversion) return null;
  return {
    text: conversion(field, manner),
    kept: kept(field),
    alwaysFits: alwaysFits(field, type),
    isNeverLost: conversion === plain && !namesCountry(field, manner),
  };
}
