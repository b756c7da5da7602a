import { liveConnection } from '../connections/live-connection';
import { hiddenListName, visibleLists, type Context } from '../context';
import { entityLabels, type CrmEntity } from '../crm/schemas';
import { gridCsv, Prisma, readGridPage, rowsOf, type CsvColumn } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { dataFieldGrid, dataFieldTables, isShownField, type DataFieldQuery } from './data-field-grid';
import { DataFieldType, dataFieldTypeLabels, type DataFieldView } from './schemas';

type Row = {
  id: bigint;
  integration_id: bigint;
  integration_name: string;
  name: string;
  type: string;
  visibility: string;
  default_value: unknown;
  notes: string;
  is_system: boolean;
  seen_at: Date;
  gone_at: Date | null;
  used_by: CrmEntity[] | null;
  lists: { id: string | null; name: string }[];
  list_count: number;
  is_retyped: boolean | null;
  type_before: string | null;
  type_changed_at: Date | null;
  created_at: Date;
};

export async function listDataFields(
  ctx: Context,
  query: DataFieldQuery,
): Promise<{ rows: DataFieldView[]; total: number }> {
  permit(ctx, 'fields.read');
  const { rows, total } = await readGridPage<Row>(
    ctx.db.prisma,
    dataFieldGrid.ask(query, {}),
    columnsFor(ctx),
  );
  return { rows: rows.map(toView), total };
}

const maxLists = 3;

/** Connected lists whose mapping fills the field, by name; of those that only their owner sees nothing but that there are some. */
const columnsFor = (ctx: Context): Prisma.Sql => Prisma.sql`
  f.id, f.integration_id, n.name AS integration_name, f.name, f.type, f.visibility, f.default_value, f.notes, f.is_system,
  f.seen_at, f.gone_at, f.created_at, f.type_before, f.type_changed_at, used.is_retyped, used.by AS used_by,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'name', one.name)), '[]') FROM (
    SELECT CASE WHEN ${visibleLists(ctx)} THEN l.id::text END AS id, CASE WHEN ${visibleLists(ctx)} THEN l.name ELSE ${hiddenListName} END AS name
    FROM connections c JOIN marketing_lists l ON l.id = c.list_id
    WHERE c.integration_id = f.integration_id AND ${liveConnection()} AND l.entity::text = ANY(used.by)
    ORDER BY l.name, l.id LIMIT ${maxLists}) one) AS lists,
  (SELECT count(*)::int FROM connections c JOIN marketing_lists l ON l.id = c.list_id
    WHERE c.integration_id = f.integration_id AND ${liveConnection()} AND l.entity::text = ANY(used.by)) AS list_count`;

const csvColumns: readonly CsvColumn<DataFieldView>[] = [
  ['Name', (row) => row.name],
  ['Type', (row) => dataFieldTypeLabels[row.type]],
  ['Visibility', (row) => row.visibility],
  ['Default value', (row) => row.defaultValue],
  ['Notes', (row) => row.notes],
  ['Mappings', (row) => row.usedBy.map((entity) => entityLabels[entity].many).join(', ')],
  ['Marketing lists', (row) => row.listCount],
  ['Integration', (row) => row.integration.name],
  ['System field', (row) => (row.isSystem ? 'yes' : 'no')],
  ['Created', (row) => row.createdAt],
  ['Gone since', (row) => row.goneAt],
];

/** The data fields of a grid as a file. */
export async function* dataFieldsCsv(
  ctx: Context,
  { q, filters, sort }: DataFieldQuery,
): AsyncGenerator<string> {
  permit(ctx, 'fields.read');
  const statement = rowsOf(dataFieldGrid.ask({ q, filters, sort }, {}), columnsFor(ctx));
  yield* gridCsv(ctx.db, statement, toView, csvColumns);
}

type PageInput = { integrationId: string; after: string | null; limit: number };

/** One account's data fields by id, those behind `after` first. Throws `not_found` for an integration that isn't there. */
export async function pageDataFields(
  ctx: Context,
  { integrationId, after, limit }: PageInput,
): Promise<{ data: DataFieldView[]; nextCursor: string | null }> {
  permit(ctx, 'fields.read');
  const id = BigInt(integrationId);
  if ((await ctx.db.prisma.integration.count({ where: { id, deletedAt: null } })) === 0)
    throw notFound('integration');
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT ${columnsFor(ctx)} FROM ${dataFieldTables} WHERE ${isShownField} AND f.integration_id = ${id} AND f.id > ${BigInt(after ?? 0)} ORDER BY f.id LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toView);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

/** One data field of this account; another account's isn't there. */
export async function getDataField(
  ctx: Context,
  { integrationId, id }: { integrationId: string; id: string },
): Promise<DataFieldView> {
  permit(ctx, 'fields.read');
  const [row] = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT ${columnsFor(ctx)} FROM ${dataFieldTables} WHERE n.deleted_at IS NULL AND f.integration_id = ${BigInt(integrationId)} AND f.id = ${BigInt(id)}`;
  if (!row) throw notFound('data field');
  return toView(row);
}

const toView = (row: Row): DataFieldView => ({
  id: String(row.id),
  integration: { id: String(row.integration_id), name: row.integration_name },
  name: row.name,
  type: DataFieldType.catch('String').parse(row.type),
  visibility: row.visibility,
  defaultValue: row.default_value === null ? null : String(row.default_value),
  notes: row.notes,
  isSystem: row.is_system,
  usedBy: row.used_by ?? [],
  lists: row.lists,
  listCount: row.list_count,
  typeChange:
    row.is_retyped === true && row.type_before !== null && row.type_changed_at !== null
      ? { from: row.type_before, at: row.type_changed_at.toISOString() }
      : null,
  createdAt: row.created_at.toISOString(),
  seenAt: row.seen_at.toISOString(),
  goneAt: row.gone_at?.toISOString() ?? null,
});
