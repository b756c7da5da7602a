import { visibleLists, type Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { CrmEntity } from '../crm/schemas';
import { may, permit } from '../permissions';
import { findAttention } from './find-attention';
import { findNext } from './find-next';
import { readRecentCampaigns } from './read-campaigns';
import { readChanges } from './read-changes';
import type { DashboardView, Engagement } from './schemas';

type Counts = {
  hasPeople: boolean;
  integrations: number;
  lists: number;
  connections: number;
  unconnectedListId: bigint | null;
};

/** What changed since yesterday and what needs someone: of kept counts and of the few latest, so it is quick at any size. */
export async function readDashboard(ctx: Context): Promise<DashboardView> {
  permit(ctx, 'statistics.read');
  const works = may(ctx.actor, 'connections.read');
  const [[counts], attention, changes, engagement, campaigns, next, integrations] = await Promise.all([
    ctx.db.prisma.$queryRaw<Counts[]>`
      SELECT EXISTS (SELECT FROM crm_records WHERE deleted_at IS NULL) AS "hasPeople",
             (SELECT count(*)::int FROM integrations WHERE deleted_at IS NULL) AS integrations,
             (SELECT count(*)::int FROM marketing_lists l WHERE l.archived_at IS NULL AND ${visibleLists(ctx)}) AS lists,
             (SELECT count(*)::int FROM connections c JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
               WHERE ${liveConnection()}) AS connections,
             (SELECT max(l.id) FROM marketing_lists l WHERE l.archived_at IS NULL AND ${visibleLists(ctx)} AND NOT EXISTS (
               SELECT 1 FROM connections c WHERE c.list_id = l.id AND ${liveConnection()})) AS "unconnectedListId"`,
    works ? findAttention(ctx) : [],
    readChanges(ctx),
    readEngagement(ctx),
    readRecentCampaigns(ctx),
    works ? findNext(ctx) : [],
    may(ctx.actor, 'integrations.sync') ? readIntegrations(ctx) : [],
  ]);
  return {
    attention,
    changes,
    engagement,
    next,
    hasPeople: counts?.hasPeople ?? false,
    integrationCount: counts?.integrations ?? 0,
    listCount: counts?.lists ?? 0,
    unconnectedListId: counts?.unconnectedListId ? String(counts.unconnectedListId) : null,
    integrations,
    connectionCount: counts?.connections ?? 0,
    campaigns,
  };
}

async function readEngagement(ctx: Context): Promise<Engagement> {
  const kept = await ctx.db.prisma.engagementCount.findMany();
  return CrmEntity.options.flatMap((entity) => {
    const row = kept.find((one) => one.entity === entity);
    if (!row) return [];
    const counts = { active: row.activeCount, cooling: row.coolingCount, sleeping: row.sleepingCount };
    return counts.active + counts.cooling + counts.sleeping > 0 ? [{ entity, counts }] : [];
  });
}

async function readIntegrations(ctx: Context): Promise<DashboardView['integrations']> {
  const rows = await ctx.db.prisma.integration.findMany({
    where: { active: true, deletedAt: null },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name }) => ({ id: String(id), name }));
}
