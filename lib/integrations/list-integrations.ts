import type { Context } from '../context';
import { Prisma, readGridPage } from '../db';
import { permit } from '../permissions';
import { integrationGrid, type IntegrationQuery } from './integration-grid';
import { holdingsSql, iso, stateSql, toHoldings, type HoldingsRow } from './internal';
import type { IntegrationOption, IntegrationRow, IntegrationState } from './schemas';

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
  query: IntegrationQuery,
): Promise<{ rows: IntegrationRow[]; total: number }> {
  permit(ctx, 'integrations.read');
  const { rows, total } = await readGridPage<Row>(ctx.db.prisma, integrationGrid.ask(query, {}), columns);
  return { rows: rows.map(toRow), total };
}

const columns = Prisma.sql`
  i.id, i.name, i.account_name, ${stateSql} AS state, i.health_message, i.last_import_at, u.name AS owner_name, ${holdingsSql}`;

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
