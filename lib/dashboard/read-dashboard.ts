import { visibleLists, type Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { may, permit } from '../permissions';
import { findAttention } from './find-attention';
import type { DashboardView, RecentCampaign } from './schemas';

type Counts = {
  contacts: number;
  leads: number;
  customers: number;
  integrations: number;
  lists: number;
  connections: number;
  inBooks: number;
  unconnectedListId: bigint | null;
};

/** What is true now, in one look: what needs someone, how much there is, how the last campaigns went. */
export async function readDashboard(ctx: Context): Promise<DashboardView> {
  permit(ctx, 'statistics.read');
  const [[counts], campaigns, attention, integrations] = await Promise.all([
    ctx.db.prisma.$queryRaw<Counts[]>`
      SELECT people.*,
             (SELECT count(*)::int FROM integrations WHERE deleted_at IS NULL) AS integrations,
             (SELECT count(*)::int FROM marketing_lists l WHERE l.archived_at IS NULL AND ${visibleLists(ctx)}) AS lists,
             (SELECT count(*)::int FROM connections c JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
               WHERE ${liveConnection()}) AS connections,
             (SELECT max(l.id) FROM marketing_lists l WHERE l.archived_at IS NULL AND ${visibleLists(ctx)} AND NOT EXISTS (
               SELECT 1 FROM connections c WHERE c.list_id = l.id AND ${liveConnection()})) AS "unconnectedListId",
             (SELECT count(*)::int FROM book_members m JOIN connections c USING (address_book_id)
               JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
               WHERE m.present AND ${liveConnection()}) AS "inBooks"
      FROM (SELECT (count(*) FILTER (WHERE entity = 'contact'))::int AS contacts, (count(*) FILTER (WHERE entity = 'lead'))::int AS leads,
              (count(*) FILTER (WHERE entity = 'customer'))::int AS customers FROM crm_records WHERE deleted_at IS NULL) people`,
    readRecentCampaigns(ctx),
    may(ctx.actor, 'connections.read') ? findAttention(ctx) : [],
    may(ctx.actor, 'integrations.sync') ? readIntegrations(ctx) : [],
  ]);
  return {
    attention,
    recordCounts: {
      contact: counts?.contacts ?? 0,
      lead: counts?.leads ?? 0,
      customer: counts?.customers ?? 0,
    },
    integrationCount: counts?.integrations ?? 0,
    listCount: counts?.lists ?? 0,
    unconnectedListId: counts?.unconnectedListId ? String(counts.unconnectedListId) : null,
    integrations,
    connectionCount: counts?.connections ?? 0,
    inBooksCount: counts?.inBooks ?? 0,
    campaigns,
  };
}

async function readIntegrations(ctx: Context): Promise<DashboardView['integrations']> {
  const rows = await ctx.db.prisma.integration.findMany({
    where: { active: true, deletedAt: null },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name }) => ({ id: String(id), name }));
}

type CampaignRow = Omit<RecentCampaign, 'id' | 'sentAt'> & { id: bigint; sentAt: Date | null };

async function readRecentCampaigns(ctx: Context): Promise<RecentCampaign[]> {
  const rows = await ctx.db.prisma.$queryRaw<CampaignRow[]>`
    SELECT c.id, c.name, c.sent_at AS "sentAt",
           coalesce(t.recipient_count, 0) AS "sentCount",
           coalesce(t.soft_bounced_count + t.hard_bounced_count, 0) AS "bouncedCount",
           coalesce(t.opener_count, 0) AS "openerCount",
           coalesce(t.clicker_count, 0) AS "clickerCount",
           coalesce(t.unsubscribed_count, 0) AS "unsubscribedCount"
    FROM email_campaigns c JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
    LEFT JOIN campaign_totals t ON t.campaign_id = c.id
    WHERE c.sent_at IS NOT NULL
    ORDER BY c.sent_at DESC, c.id DESC LIMIT 5`;
  return rows.map((row) => ({ ...row, id: String(row.id), sentAt: row.sentAt?.toISOString() ?? null }));
}
