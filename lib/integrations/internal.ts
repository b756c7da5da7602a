import type { Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import type { IntegrationHoldings, IntegrationState } from './schemas';

export async function fetchIntegration(tx: Tx, id: bigint) {
  const row = await tx.integration.findFirst({
    where: { id, deletedAt: null },
    include: { defaultOwner: { select: { id: true, name: true } }, secrets: { select: { kind: true } } },
  });
  if (!row) throw notFound('integration');
  return row;
}

export function stateOf(row: {
  active: boolean;
  failingSince: Date | null;
  lastImportAt: Date | null;
}): IntegrationState {
  if (!row.active) return 'inactive';
  if (row.failingSince) return 'failing';
  return row.lastImportAt ? 'ok' : 'starting';
}

/** The same in SQL, for sorting and filtering; `i` is integrations. */
export const stateSql = Prisma.sql`CASE WHEN NOT i.active THEN 'inactive' WHEN i.failing_since IS NOT NULL THEN 'failing'
  WHEN i.last_import_at IS NULL THEN 'starting' ELSE 'ok' END`;

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Whether another integration has the name, whatever its case. */
export async function isNameTaken(ctx: Context, name: string, exceptId: bigint | null): Promise<boolean> {
  const [row] = await ctx.db.prisma.$queryRaw<{ taken: boolean }[]>`
    SELECT EXISTS (SELECT FROM integrations
      WHERE lower(name) = lower(${name}) AND deleted_at IS NULL AND id IS DISTINCT FROM ${exceptId}::bigint) AS taken`;
  return row?.taken ?? false;
}

/** Columns that count what hangs on integration `i`. */
export const holdingsSql = Prisma.sql`
  (SELECT count(*)::int FROM connections x WHERE x.integration_id = i.id AND ${liveConnection('x')}) AS connections,
  (SELECT count(*)::int FROM address_books x WHERE x.integration_id = i.id AND x.gone_at IS NULL) AS address_books,
  (SELECT count(*)::int FROM email_campaigns x WHERE x.integration_id = i.id) AS email_campaigns,
  (SELECT count(*)::int FROM dotdigital_contacts x WHERE x.integration_id = i.id) AS contacts`;

export type HoldingsRow = {
  connections: number;
  address_books: number;
  email_campaigns: number;
  contacts: number;
};

export const toHoldings = (row: HoldingsRow | undefined): IntegrationHoldings => ({
  connections: row?.connections ?? 0,
  addressBooks: row?.address_books ?? 0,
  emailCampaigns: row?.email_campaigns ?? 0,
  contacts: row?.contacts ?? 0,
});
