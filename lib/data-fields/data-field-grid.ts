import { defineGrid, Prisma, type GridQuery } from '../db';

const { sql } = Prisma;

/** `used`: the mappings that fill a field, and whether one of them was not looked at since the field's type changed. */
export const dataFieldTables = sql`
  data_fields f JOIN integrations n ON n.id = f.integration_id
  LEFT JOIN LATERAL (
    SELECT array_agg(m.entity::text ORDER BY m.entity) AS by, bool_or(f.type_changed_at > m.updated_at) AS is_retyped
    FROM field_mapping_rows r JOIN field_mappings m ON m.id = r.mapping_id WHERE r.data_field_id = f.id) used ON true`;

export const isShownField = sql`n.deleted_at IS NULL AND (f.gone_at IS NULL OR used.by IS NOT NULL)`;

const stateOfField = sql`
  CASE WHEN f.gone_at IS NOT NULL THEN 'gone' WHEN used.is_retyped THEN 'retyped' ELSE 'present' END`;

/** Data fields of all accounts that are not deleted; those gone at Dotdigital stay, marked, while a mapping names them. */
export const dataFieldGrid = defineGrid()({
  from: dataFieldTables,
  where: isShownField,
  id: sql`f.id`,
  ties: 'asc',
  columns: {
    name: { sql: sql`lower(f.name)`, sort: true },
    type: { sql: sql`f.type`, sort: true, filter: 'choice' },
    integration: { sql: sql`lower(n.name)`, sort: true, filter: 'choice', asks: sql`n.id` },
    visibility: { sql: sql`f.visibility`, sort: true, filter: 'choice' },
    kind: { sql: sql`CASE WHEN f.is_system THEN 'system' ELSE 'own' END`, filter: 'choice' },
    mapped: { sql: sql`CASE WHEN used.by IS NULL THEN 'no' ELSE 'yes' END`, filter: 'choice' },
    state: { sql: stateOfField, filter: 'choice' },
    createdAt: { sql: sql`f.created_at`, sort: true },
  },
  search: [sql`f.name`, sql`f.notes`],
  defaultSort: { field: 'name', direction: 'asc' },
});
export type DataFieldQuery = GridQuery<typeof dataFieldGrid>;
