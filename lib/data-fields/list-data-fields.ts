import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { Prisma } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { DataFieldType, type DataFieldFilter, type DataFieldSort, type DataFieldView } from './schemas';

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

/** Data fields of all accounts that are not deleted; those gone at Dotdigital stay, marked, while a mapping names them. */
export async function listDataFields(
  ctx: Context,
  query: TableQuery<DataFieldSort, DataFieldFilter>,
): Promise<{ rows: DataFieldView[]; total: number }> {
  permit(ctx, 'fields.read');
  const from = Prisma.sql`${tables} WHERE ${Prisma.join([shown, ...conditions(query)], ' AND ')}`;
  const direction = Prisma.raw(query.sort.direction === 'asc' ? 'ASC' : 'DESC');
  const [rows, [count]] = await Promise.all([
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT ${columns} ${from} ORDER BY ${orderBy[query.sort.field]} ${direction}, f.id LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    ctx.db.prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${from}`,
  ]);
  return { rows: rows.map(toView), total: count?.total ?? 0 };
}

const columns = Prisma.sql`
  f.id, f.integration_id, n.name AS integration_name, f.name, f.type, f.visibility, f.default_value, f.notes, f.is_system,
  f.seen_at, f.gone_at, used.by AS used_by`;
const tables = Prisma.sql`
  FROM data_fields f JOIN integrations n ON n.id = f.integration_id
  LEFT JOIN LATERAL (
    SELECT array_agg(m.entity::text ORDER BY m.entity) AS by
    FROM field_mapping_rows r JOIN field_mappings m ON m.id = r.mapping_id WHERE r.data_field_id = f.id) used ON true`;
const shown = Prisma.sql`n.deleted_at IS NULL AND (f.gone_at IS NULL OR used.by IS NOT NULL)`;

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
    SELECT ${columns} ${tables} WHERE ${shown} AND f.integration_id = ${id} AND f.id > ${BigInt(after ?? 0)} ORDER BY f.id LIMIT ${limit + 1}`;
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
    SELECT ${columns} ${tables} WHERE n.deleted_at IS NULL AND f.integration_id = ${BigInt(integrationId)} AND f.id = ${BigInt(id)}`;
  if (!row) throw notFound('data field');
  return toView(row);
}

const orderBy: Record<DataFieldSort, Prisma.Sql> = {
  name: Prisma.sql`lower(f.name)`,
  type: Prisma.sql`f.type`,
  integration: Prisma.sql`lower(n.name)`,
  visibility: Prisma.sql`f.visibility`,
};

function conditions(query: TableQuery<DataFieldSort, DataFieldFilter>): Prisma.Sql[] {
  const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const search = query.q === '' ? [] : [Prisma.sql`(f.name ILIKE ${pattern} OR f.notes ILIKE ${pattern})`];
  const columns: Record<DataFieldFilter, Prisma.Sql> = {
    integration: Prisma.sql`n.id::text`,
    type: Prisma.sql`f.type`,
    visibility: Prisma.sql`f.visibility`,
  };
  return [
    ...search,
    ...query.filters.flatMap((filter) =>
      filter.type === 'choice' ? [Prisma.sql`${columns[filter.field]} = ANY(${filter.value}::text[])`] : [],
    ),
  ];
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
