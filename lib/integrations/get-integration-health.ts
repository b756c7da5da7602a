import { readChannel } from '../channel';
import { maySeeList, visibleLists, type Context } from '../context';
import { isLive } from '../connections/live-connection';
import { permit } from '../permissions';
import { fetchIntegration, iso } from './internal';
import {
  connectorLabels,
  connectors,
  isConnector,
  type IntegrationHealth,
  type IntegrationId,
} from './schemas';

const tierWords: Record<string, string> = {
  lowCallRate: 'Imports and big reads, a minute',
  mediumCallRate: 'Single changes, a minute',
  highCallRate: 'Small reads, a minute',
  flat: 'All calls, an hour',
};

/** What moves while one looks at an integration: imports, calls left, connections, latest runs. */
export async function getIntegrationHealth(ctx: Context, { id }: IntegrationId): Promise<IntegrationHealth> {
  permit(ctx, 'integrations.read');
  const { id: integrationId } = await fetchIntegration(ctx.db.prisma, BigInt(id));
  const [connectors, budgets, connections, recentRuns] = await Promise.all([
    readConnectors(ctx, integrationId),
    readBudgets(ctx, integrationId),
    readConnections(ctx, integrationId),
    readRecentRuns(ctx, integrationId),
  ]);
  return { connectors, budgets, connections, recentRuns };
}

async function readConnectors(ctx: Context, id: bigint): Promise<IntegrationHealth['connectors']> {
  const rows = await ctx.db.prisma.$queryRaw<
    { connector: string; last: Date | null; failing: Date | null; error: string | null }[]
  >`
    SELECT connector, max(last_success_at) AS last, min(failing_since) AS failing,
           (array_agg(last_error ORDER BY failing_since NULLS LAST) FILTER (WHERE failing_since IS NOT NULL))[1] AS error
    FROM import_cursors WHERE integration_id = ${id} GROUP BY connector`;
  const order: string[] = connectors;
  return rows
    .sort((a, b) => order.indexOf(a.connector) - order.indexOf(b.connector))
    .map(({ connector, last, failing, error }) => ({
      connector,
      word: isConnector(connector) ? connectorLabels[connector] : connector,
      lastSuccessAt: iso(last),
      failingSince: iso(failing),
      lastError: error,
    }));
}

async function readBudgets(ctx: Context, integrationId: bigint): Promise<IntegrationHealth['budgets']> {
  const now = ctx.now();
  const rows = await ctx.db.prisma.apiBudget.findMany({ where: { integrationId }, orderBy: { tier: 'asc' } });
  return rows.map(({ tier, callLimit, remaining, resetAt }) => ({
    tier,
    word: tierWords[tier] ?? tier,
    limit: callLimit,
    remaining: resetAt <= now ? callLimit : remaining,
    resetAt: resetAt.toISOString(),
  }));
}

async function readConnections(ctx: Context, id: bigint): Promise<IntegrationHealth['connections']> {
  const rows = await ctx.db.prisma.connection.findMany({
    where: { integrationId: id, ...isLive },
    orderBy: { id: 'asc' },
    include: {
      list: { select: { name: true, ownerId: true, ownerOnly: true } },
      addressBook: { select: { name: true, channel: true } },
    },
  });
  return rows
    .filter(({ list }) => maySeeList(ctx, list))
    .map((row) => ({
      id: String(row.id),
      listId: String(row.listId),
      listName: row.list.name,
      bookName: row.addressBook.name,
      channel: readChannel(row.addressBook.channel),
      state: row.state,
      stateMessage: row.stateMessage,
      lastExportedAt: iso(row.lastExportedAt),
    }));
}

async function readRecentRuns(ctx: Context, id: bigint): Promise<IntegrationHealth['recentRuns']> {
  const rows = await ctx.db.prisma.$queryRaw<
    {
      id: bigint;
      kind: string;
      state: string;
      list: string | null;
      error_message: string | null;
      started_at: Date;
      finished_at: Date | null;
    }[]
  >`SELECT r.id, r.kind, r.state::text AS state, l.name AS list, r.error_message, r.started_at, r.finished_at
    FROM sync_runs r LEFT JOIN connections c ON c.id = r.connection_id LEFT JOIN marketing_lists l ON l.id = c.list_id
    WHERE r.integration_id = ${id} AND (l.id IS NULL OR ${visibleLists(ctx)}) ORDER BY r.id DESC LIMIT 8`;
  return rows.map((row) => ({
    id: String(row.id),
    kind: row.kind === 'export' ? 'export' : 'import',
    state: row.state,
    what: row.kind === 'export' ? `Export${row.list ? ` of ${row.list}` : ''}` : 'Import',
    errorMessage: row.error_message,
    startedAt: row.started_at.toISOString(),
    finishedAt: iso(row.finished_at),
  }));
}
