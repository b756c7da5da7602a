import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { Prisma, readGridPage } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { dataFieldGrid, dataFieldTables, isShownField, type DataFieldQuery } from './data-field-grid';
import { DataFieldType, type DataFieldView } from './schemas';

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
};

export async function listDataFields(
  ctx: Context,
  query: DataFieldQuery,
): Promise<{ rows: DataFieldView[]; total: number }> {
  permit(ctx, 'fields.read');
  const { rows, total } = await readGridPage<Row>(ctx.db.prisma, dataFieldGrid.ask(query, {}), columns);
  return { rows: rows.map(toView), total };
}

const columns = Prisma.sql`
  f.id, f.integration_id, n.name AS integration_name, f.name, f.type, f.visibility, f.default_value, f.notes, f.is_system,
  f.seen_at, f.gone_at, used.by AS used_by`;

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
    SELECT ${columns} FROM ${dataFieldTables} WHERE ${isShownField} AND f.integration_id = ${id} AND f.id > ${BigInt(after ?? 0)} ORDER BY f.id LIMIT ${limit + 1}`;
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
    SELECT ${columns} FROM ${dataFieldTables} WHERE n.deleted_at IS NULL AND f.integration_id = ${BigInt(integrationId)} AND f.id = ${BigInt(id)}`;
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
  seenAt: row.seen_at.toISOString(),
  goneAt: row.gone_at?.toISOString() ?? null,
});
