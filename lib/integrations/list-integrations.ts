import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { holdingsSql, iso, likePattern, stateSql, toHoldings, type HoldingsRow } from './internal';
import type {
  IntegrationFilter,
  IntegrationOption,
  IntegrationRow,
  IntegrationSort,
  IntegrationState,
} from './schemas';

type Row = HoldingsRow & {
  id: bigint;
  name: string;
  account_name: string | null;
  state: IntegrationState;
  health_message: string | null;
  last_import_at: Date | null;
  owner_name: string | null;
};

export async function listIntegrations(
  ctx: Context,
  query: TableQuery<IntegrationSort, IntegrationFilter>,
): Promise<{ rows: IntegrationRow[]; total: number }> {
  permit(ctx, 'integrations.read');
  const { prisma } = ctx.db;
  const conditions = [Prisma.sql`i.deleted_at IS NULL`];
  for (const filter of query.filters)
    if (filter.type === 'choice') conditions.push(Prisma.sql`${stateSql} = ANY(${filter.value})`);
  if (query.q !== '') {
    const pattern = likePattern(query.q);
    conditions.push(
      Prisma.sql`(i.name ILIKE ${pattern} OR i.account_name ILIKE ${pattern} OR i.username ILIKE ${pattern})`,
    );
  }
  const where = Prisma.join(conditions, ' AND ');
  const direction = Prisma.raw(query.sort.direction === 'asc' ? 'ASC' : 'DESC');
  const [rows, [count]] = await Promise.all([
    prisma.$queryRaw<Row[]>`
      SELECT i.id, i.name, i.account_name, ${stateSql} AS state, i.health_message, i.last_import_at, u.name AS owner_name,
             ${holdingsSql}
      FROM integrations i LEFT JOIN users u ON u.id = i.default_owner_id
      WHERE ${where}
      ORDER BY ${orderBy[query.sort.field]} ${direction} NULLS LAST, i.id ${direction}
      LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM integrations i WHERE ${where}`,
  ]);
  return { rows: rows.map(toRow), total: Number(count?.total ?? 0n) };
}

const orderBy: Record<IntegrationSort, Prisma.Sql> = {
  name: Prisma.sql`lower(i.name)`,
  status: stateSql,
  lastSync: Prisma.sql`i.last_import_at`,
  owner: Prisma.sql`lower(u.name)`,
};

const toRow = (row: Row): IntegrationRow => ({
  id: String(row.id),
  name: row.name,
  type: 'Dotdigital',
  accountName: row.account_name,
  state: row.state,
  healthMessage: row.state === 'failing' ? row.health_message : null,
  lastImportAt: iso(row.last_import_at),
  ownerName: row.owner_name,
  holds: toHoldings(row),
});

/** For selects: active ones only. Preselect when there is one. */
export async function listIntegrationOptions(ctx: Context): Promise<IntegrationOption[]> {
  permit(ctx, 'integrations.read');
  const rows = await ctx.db.prisma.integration.findMany({
    where: { active: true, deletedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
  return rows.map(({ id, name }) => ({ id: String(id), name }));
}
