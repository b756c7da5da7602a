import { findField, type RecordField, shownFieldSql } from '../crm';
import { Prisma } from '../db';
import { convertibleTo, type DataFieldType, type PlanMappingRow } from './schemas';

/** PostgreSQL takes at most 100 arguments in one call: names and values of 50 fields. */
const fieldsPerObject = 50;

/**
 * SQL for one person's data fields, as jsonb of data field name → the text that travels. `r` is the crm_records row, `v`
 * its record_stats (needed where mappingNeedsStats says so). `catalogue` has the entity's fields, archived ones too: putting
 * a field away is no reason to clear it at Dotdigital. An empty source is the empty text, which clears the field there.
 * Rows that can't be converted are left out.
 */
export function mappingValues(
  mapping: readonly PlanMappingRow[],
  catalogue: readonly RecordField[],
): Prisma.Sql {
  const pairs = mapping.flatMap((row) => {
    const value = valueOf(row, catalogue);
    return value === null ? [] : [Prisma.sql`${row.name}::text, ${value}`];
  });
  if (pairs.length === 0) return Prisma.sql`'{}'::jsonb`;
  const objects: Prisma.Sql[] = [];
  for (let i = 0; i < pairs.length; i += fieldsPerObject) {
    objects.push(Prisma.sql`jsonb_build_object(${Prisma.join(pairs.slice(i, i + fieldsPerObject), ', ')})`);
  }
  return Prisma.sql`(${Prisma.join(objects, ' || ')})`;
}

/** The rows that are sent. */
export const fittingRows = (
  mapping: readonly PlanMappingRow[],
  catalogue: readonly RecordField[],
): PlanMappingRow[] => mapping.filter((row) => valueOf(row, catalogue) !== null);

/** The values of rows that are not sent because their data field has another type by now, as text; null: there are no such rows. */
export function unfitValues(
  mapping: readonly PlanMappingRow[],
  catalogue: readonly RecordField[],
): Prisma.Sql | null {
  const asText = mapping.flatMap((row) =>
    valueOf(row, catalogue) === null ? [{ ...row, type: 'String' as const }] : [],
  );
  return asText.length === 0 ? null : mappingValues(asText, catalogue);
}

/** Whether a mapping sends computed fields, so that its SQL needs record_stats joined as `v`. */
export const mappingNeedsStats = (
  mapping: readonly PlanMappingRow[],
  catalogue: readonly RecordField[],
): boolean =>
  mapping.some((row) => row.sources.some((name) => findField(catalogue, name)?.source === 'stats'));

function valueOf(row: PlanMappingRow, catalogue: readonly RecordField[]): Prisma.Sql | null {
  const sources = row.sources.flatMap((name) => {
    const field = findField(catalogue, name);
    return field && convertibleTo[field.type]?.includes(row.type) ? [textOf(field, row.type)] : [];
  });
  const [first] = sources;
  if (!first || sources.length !== row.sources.length) return null;
  if (sources.length === 1) return Prisma.sql`coalesce(${first}, '')`;
  if (row.type !== 'String') return null;
  return Prisma.sql`concat_ws(${row.separator}::text, ${Prisma.join(sources, ', ')})`;
}

function textOf(field: RecordField, target: DataFieldType): Prisma.Sql {
  const column = shownFieldSql(field);
  switch (field.type) {
    case 'date':
      return target === 'Date'
        ? Prisma.sql`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS')`
        : Prisma.sql`to_char(${column}, 'YYYY-MM-DD')`;
    case 'datetime':
      return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')`;
    case 'boolean':
      return Prisma.sql`CASE WHEN ${column} THEN 'True' WHEN NOT ${column} THEN 'False' END`;
    case 'number':
      return Prisma.sql`${column}::text`;
    default:
      return Prisma.sql`nullif(btrim(${column}::text), '')`;
  }
}
