import type { Context } from '../context';
import { entityLabels, type CrmEntity } from '../crm/schemas';
import { gridCsv, Prisma, readGridPage, rowsOf, type CsvColumn } from '../db';
import { permit } from '../permissions';
import { mappingGrid, mappingHealthSql, readFits, type MappingQuery } from './mapping-grid';
import { mappingHealthLabels, type MappingHealth, type MappingSummary } from './schemas';

type Row = {
  id: bigint | string;
  integration_id: bigint | string;
  integration_name: string;
  entity: CrmEntity;
  version: number | null;
  sync_priority: number | null;
  rows: number;
  broken: number;
  health: MappingHealth;
  names: string[] | null;
  connections: number;
  updated_at: Date | null;
};

const columns = Prisma.sql`
  (n.id * 8 + e.place) AS id, n.id AS integration_id, n.name AS integration_name, e.entity::text AS entity, m.version, m.sync_priority,
  held.rows, held.gone + held.misfits + held.unknown AS broken, ${mappingHealthSql} AS health, held.names,
  connected.count AS connections, m.updated_at`;

/** All mappings there may be, one per integration and entity. */
export async function listMappings(
  ctx: Context,
  query: MappingQuery,
): Promise<{ rows: MappingSummary[]; total: number }> {
  permit(ctx, 'fields.read');
  const question = mappingGrid.ask(query, { fits: await readFits(ctx.db.prisma) });
  const { rows, total } = await readGridPage<Row>(ctx.db.prisma, question, columns);
  return { rows: rows.map(toSummary), total };
}

const csvColumns: readonly CsvColumn<MappingSummary>[] = [
  ['Integration', ({ integration }) => integration.name],
  ['Entity', ({ entity }) => entityLabels[entity].many],
  ['Sync priority', ({ syncPriority }) => syncPriority],
  ['Fields', ({ rowCount }) => rowCount],
  ['Data fields', ({ fieldNames }) => fieldNames.join(', ')],
  ['Health', ({ health }) => mappingHealthLabels[health]],
  ['Connected lists', ({ connectionCount }) => connectionCount],
  ['Changed', ({ updatedAt }) => updatedAt],
];

/** The same as a file, with the grid's search, filters and sort. */
export async function* mappingsCsv(ctx: Context, query: MappingQuery): AsyncGenerator<string> {
  permit(ctx, 'fields.read');
  const { page: _, ...question } = mappingGrid.ask(query, { fits: await readFits(ctx.db.prisma) });
  yield* gridCsv(ctx.db, rowsOf({ ...question, page: Prisma.empty }, columns), toSummary, csvColumns);
}

const toSummary = (row: Row): MappingSummary => ({
  id: String(row.id),
  integration: { id: String(row.integration_id), name: row.integration_name },
  entity: row.entity,
  version: row.version ?? 0,
  syncPriority: row.sync_priority ?? 0,
  rowCount: row.rows,
  health: row.health,
  brokenCount: row.broken,
  fieldNames: row.names ?? [],
  connectionCount: row.connections,
  updatedAt: row.updated_at?.toISOString() ?? null,
});
