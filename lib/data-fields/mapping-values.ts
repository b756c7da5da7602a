import { findRecordField, type RecordField } from '../crm';
import { Prisma } from '../db';
import { convertibleTo, type DataFieldType, type PlanMappingRow } from './schemas';

/** PostgreSQL takes at most 100 arguments in one call: names and values of 50 fields. */
const fieldsPerObject = 50;

/**
 * SQL for one person's data fields, as jsonb of data field name → the text that travels. `r` is the crm_records row.
 * An empty source is the empty text, which clears the field at Dotdigital. Rows that can't be converted are left out.
 */
export function mappingValues(mapping: readonly PlanMappingRow[]): Prisma.Sql {
  const pairs = mapping.flatMap((row) => {
    const value = valueOf(row);
    return value === null ? [] : [Prisma.sql`${row.name}::text, ${value}`];
  });
  if (pairs.length === 0) return Prisma.sql`'{}'::jsonb`;
  const objects: Prisma.Sql[] = [];
  for (let i = 0; i < pairs.length; i += fieldsPerObject) {
    objects.push(Prisma.sql`jsonb_build_object(${Prisma.join(pairs.slice(i, i + fieldsPerObject), ', ')})`);
  }
  return Prisma.sql`(${Prisma.join(objects, ' || ')})`;
}

function valueOf(row: PlanMappingRow): Prisma.Sql | null {
  const sources = row.sources.flatMap((name) => {
    const field = findRecordField(name);
    return field && convertibleTo[field.type]?.includes(row.type) ? [textOf(field, row.type)] : [];
  });
  const [first] = sources;
  if (!first || sources.length !== row.sources.length) return null;
  if (sources.length === 1) return Prisma.sql`coalesce(${first}, '')`;
  if (row.type !== 'String') return null;
  return Prisma.sql`concat_ws(${row.separator}::text, ${Prisma.join(sources, ', ')})`;
}

function textOf(field: RecordField, target: DataFieldType): Prisma.Sql {
  // The column's name is one of our own catalogue's, never a person's text.
  const column = Prisma.raw(`r."${field.column}"`);
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
