import { findField, type RecordField } from '../crm';
import { Prisma } from '../db';
import { convertPart, type Part } from './conversions';
import { fieldLimits } from './field-limits';
import type { EmptyPolicy } from './row-schemas';
import type { PlanMappingRow } from './schemas';
import { applyRules, once } from './value-rules';

const { sql } = Prisma;

/** PostgreSQL takes at most 100 arguments in one call: names and values of 50 fields. */
const fieldsPerCall = 50;

/** What a mapping's SQL is made with. `catalogue` has the entity's fields, archived ones too: putting a field away is no reason to clear it at Dotdigital. */
export type Means = { catalogue: readonly RecordField[]; zone: string };

/**
 * SQL for one person's data fields, as jsonb of data field name → what travels. `r` is the crm_records row, `v` its record_stats
 * (what stands beside it says trackedBy). Where an empty value clears, it is the empty text; where it keeps or fills, it is not
 * there, so that nothing is compared and nothing sent. What only fills is `{"fill": "text"}`: Dotdigital may hold something else.
 * Rows that can't be converted are left out. `silent` are names that an empty value takes out of what it is laid over: JSON's null.
 */
export function mappingValues(
  mapping: readonly PlanMappingRow[],
  means: Means,
  silent: readonly string[] = [],
): Prisma.Sql {
  const pairs = mapping.flatMap((row): { empty: EmptyPolicy; pair: Prisma.Sql }[] => {
    const value = valueOf(row, means);
    if (value === null) return [];
    const told = row.empty === 'clear' && silent.includes(row.name) ? sql`nullif(${value}, '')` : value;
    return [{ empty: row.empty, pair: sql`${row.name}::text, ${policies[row.empty](told)}` }];
  });
  const clearing = pairs.filter(({ empty }) => empty === 'clear').map(({ pair }) => pair);
  const others = pairs.filter(({ empty }) => empty !== 'clear').map(({ pair }) => pair);
  const objects = [
    ...chunks(clearing).map((some) => sql`jsonb_build_object(${some})`),
    ...chunks(others).map((some) => sql`jsonb_strip_nulls(jsonb_build_object(${some}))`),
  ];
  return objects.length === 0 ? sql`'{}'::jsonb` : sql`(${Prisma.join(objects, ' || ')})`;
}

const policies: Record<EmptyPolicy, (value: Prisma.Sql) => Prisma.Sql> = {
  clear: (value) => value,
  keep: (value) => sql`nullif(${value}, '')`,
  fill: (value) =>
    once(value, (made) => sql`CASE WHEN ${made} <> '' THEN jsonb_build_object('fill', ${made}) END`),
};

/** The rows that are sent. */
export const fittingRows = (mapping: readonly PlanMappingRow[], means: Means): PlanMappingRow[] =>
  mapping.filter((row) => textOf(row, means) !== null);

/**
 * What of a person's values is not sent as it stands, and why, as one text: `CITY: “…” was cut to 1,000 characters`; NULL: nothing.
 * A value whose data field has another type by now is named without a reason: that one concerns everybody, and is told once.
 */
export function unfitValues(mapping: readonly PlanMappingRow[], means: Means): Prisma.Sql {
  const told = mapping.flatMap((row) => unfitOf(row, means));
  return told.length === 0 ? sql`NULL::text` : sql`nullif(${listed(told)}, '')`;
}

const listed = (texts: readonly Prisma.Sql[]): Prisma.Sql =>
  sql`concat_ws(', ', ${Prisma.join(
    chunks(texts).map((some) => sql`nullif(concat_ws(', ', ${some}), '')`),
    ', ',
  )})`;

/** The text that travels, '' where there is none; null: this row can't be converted. */
function valueOf(row: PlanMappingRow, means: Means): Prisma.Sql | null {
  const text = textOf(row, means);
  if (text === null) return null;
  if (alwaysFits(row, means)) return text;
  const { fits, written, otherwise } = fieldLimits[row.type];
  return read(
    row,
    text,
    (made) => sql`CASE WHEN ${fits(made)} THEN ${written(made)} ELSE ${otherwise(made)} END`,
  );
}

const isPlain = ({ rules, sources }: PlanMappingRow): boolean => rules.length === 0 && sources.length === 1;

const alwaysFits = (row: PlanMappingRow, means: Means): boolean =>
  isPlain(row) && partsOf(row, means)?.[0]?.alwaysFits === true;

/** A plain field costs less read twice than kept aside. */
const read = (row: PlanMappingRow, text: Prisma.Sql, within: (made: Prisma.Sql) => Prisma.Sql): Prisma.Sql =>
  isPlain(row) ? within(text) : once(text, within);

/** The sources joined and the rules applied, whatever the data field holds of it. */
function textOf(row: PlanMappingRow, means: Means): Prisma.Sql | null {
  const parts = partsOf(row, means);
  const [first] = parts ?? [];
  if (!parts || !first || (parts.length > 1 && row.type !== 'String')) return null;
  const texts = parts.map(({ text }) => sql`nullif(${text}, '')`);
  const joined =
    parts.length === 1
      ? sql`coalesce(${first.text}, '')`
      : sql`concat_ws(${row.separator}::text, ${Prisma.join(texts, ', ')})`;
  return applyRules(joined, row.rules);
}

/** null: one of the sources is not known, or can't be put into a data field of this type. */
function partsOf(row: PlanMappingRow, { catalogue, zone }: Means): Part[] | null {
  const parts = row.sources.flatMap((name) => {
    const field = findField(catalogue, name);
    return (field && convertPart(field, row.type, { format: row.format, zone })) ?? [];
  });
  return parts.length === row.sources.length ? parts : null;
}

function unfitOf(row: PlanMappingRow, means: Means): Prisma.Sql[] {
  const text = textOf(row, means);
  if (text === null) {
    const asText = textOf({ ...row, type: 'String' }, means);
    return asText === null
      ? []
      : [once(asText, (made) => sql`CASE WHEN ${made} <> '' THEN ${named(row, made, '')} END`)];
  }
  const { fits, why } = fieldLimits[row.type];
  const lost = (partsOf(row, means) ?? []).flatMap((part) =>
    part.isNeverLost
      ? []
      : once(
          sql`btrim(${part.kept})`,
          (kept) =>
            sql`CASE WHEN ${kept} <> '' AND ${part.text} IS NULL THEN ${named(row, kept, row.type === 'String' ? 'can’t be written as text' : why)} END`,
        ),
  );
  if (alwaysFits(row, means)) return lost;
  return [
    ...lost,
    read(
      row,
      text,
      (made) => sql`CASE WHEN ${made} <> '' AND NOT ${fits(made)} THEN ${named(row, made, why)} END`,
    ),
  ];
}

const named = ({ name }: PlanMappingRow, text: Prisma.Sql, why: string): Prisma.Sql =>
  sql`${`${name}: “`}::text || left(${text}, 100) || ${why === '' ? '”' : `” ${why}`}::text`;

const chunks = (all: readonly Prisma.Sql[]): Prisma.Sql[] =>
  Array.from({ length: Math.ceil(all.length / fieldsPerCall) }, (_, n) =>
    Prisma.join(all.slice(n * fieldsPerCall, (n + 1) * fieldsPerCall), ', '),
  );
