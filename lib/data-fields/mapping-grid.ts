import { liveConnection } from '../connections/live-connection';
import { readCatalogue } from '../crm';
import { CrmEntity } from '../crm/schemas';
import { defineGrid, Prisma, type GridQuery, type Tx } from '../db';
import { convertibleTo, type DataFieldType } from './schemas';

const { sql } = Prisma;

/** By entity and CRM field: the types of data field that it fits. */
export type Fits = Record<string, Record<string, readonly DataFieldType[]>>;

export async function readFits(tx: Tx): Promise<Fits> {
  const fits: Fits = {};
  for (const entity of CrmEntity.options) {
    const catalogue = await readCatalogue(tx, entity, { archived: true });
    fits[entity] = Object.fromEntries(catalogue.map(({ name, type }) => [name, convertibleTo[type] ?? []]));
  }
  return fits;
}

/** As tellsNoTag has it. */
const tellsNoTagSql = sql`(r.sources = '{tags}' AND f.type = 'Boolean' AND coalesce(r.settings #>> '{format,tag}', '') = '')`;

/** One row for each integration and entity, whether there is a mapping or not. `held` says how its rows stand, as problemOf would. */
const tables = ({ fits }: { fits: Fits }): Prisma.Sql => sql`
  integrations n CROSS JOIN unnest(${CrmEntity.options}::crm_entity[]) WITH ORDINALITY AS e(entity, place)
  LEFT JOIN field_mappings m ON m.integration_id = n.id AND m.entity = e.entity
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS rows, count(*) FILTER (WHERE f.gone_at IS NOT NULL)::int AS gone,
      count(*) FILTER (WHERE f.gone_at IS NULL AND known.every AND (NOT known.fits OR (cardinality(r.sources) > 1 AND f.type <> 'String') OR ${tellsNoTagSql}))::int AS misfits,
      count(*) FILTER (WHERE f.gone_at IS NULL AND NOT known.every)::int AS unknown,
      array_agg(f.name ORDER BY r.position, r.id) AS names
    FROM field_mapping_rows r JOIN data_fields f ON f.id = r.data_field_id
    CROSS JOIN LATERAL (
      SELECT coalesce(bool_and(allowed IS NOT NULL), FALSE) AS every, coalesce(bool_and(allowed ? f.type), FALSE) AS fits
      FROM unnest(r.sources) AS s(name) CROSS JOIN LATERAL (SELECT ${JSON.stringify(fits)}::jsonb -> m.entity::text -> s.name AS allowed) a) known
    WHERE r.mapping_id = m.id) held
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS count FROM connections c JOIN marketing_lists l ON l.id = c.list_id AND l.entity = e.entity
    WHERE c.integration_id = n.id AND ${liveConnection()}) connected`;

export const mappingHealthSql = sql`
  CASE WHEN held.rows = 0 THEN 'unmapped' WHEN held.gone > 0 THEN 'gone' WHEN held.misfits > 0 THEN 'type'
    WHEN held.unknown > 0 THEN 'unknown' ELSE 'ok' END`;

export const mappingGrid = defineGrid<{ fits: Fits }>()({
  from: tables,
  where: sql`n.deleted_at IS NULL`,
  id: sql`(n.id * 8 + e.place)`,
  ties: 'asc',
  columns: {
    integration: { sql: sql`lower(n.name)`, sort: true, filter: 'choice', asks: sql`n.id` },
    entity: { sql: sql`e.entity`, sort: true, filter: 'choice', asks: sql`e.entity::text` },
    priority: { sql: sql`coalesce(m.sync_priority, 0)`, sort: true },
    fields: { sql: sql`held.rows`, sort: true },
    connections: { sql: sql`connected.count`, sort: true },
    health: { sql: mappingHealthSql, sort: true, filter: 'choice' },
    updatedAt: { sql: sql`m.updated_at`, sort: true, nullable: true },
  },
  search: [sql`n.name`, sql`e.entity::text`, sql`array_to_string(held.names, ' ')`],
  defaultSort: { field: 'integration', direction: 'asc' },
});
export type MappingQuery = GridQuery<typeof mappingGrid>;
