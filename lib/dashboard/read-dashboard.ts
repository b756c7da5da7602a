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
};

/** What is true now, in one look: what needs someone, how much there is, how the last campaigns went. */
export async function readDashboard(ctx: Context): Promise<DashboardView> {
  permit(ctx, 'statistics.read');
  const [[counts], campaigns, attention] = await Promise.all([
    ctx.db.prisma.$queryRaw<Counts[]>`
      SELECT people.*,
             (SELECT count(*)::int FROM integrations WHERE deleted_at IS NULL) AS integrations,
             (SELECT count(*)::int FROM marketing_lists l WHERE l.archived_at IS NULL AND ${visibleLists(ctx)}) AS lists,
             (SELECT count(*)::int FROM connections WHERE ${liveConnection('connections')}) AS connections,
             (SELECT count(*)::int FROM book_members m JOIN connections c USING (address_book_id)
               WHERE m.present AND ${liveConnection()}) AS "inBooks"
      FROM (SELECT (count(*) FILTER (WHERE entity = 'contact'))::int AS contacts, (count(*) FILTER (WHERE entity = 'lead'))::int AS leads,
              (count(*) FILTER (WHERE entity = 'customer'))::int AS customers FROM crm_records WHERE deleted_at IS NULL) people`,
    readRecentCampaigns(ctx),
    may(ctx.actor, 'connections.read') ? findAttention(ctx) : [],
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
    connectionCount: counts?.connections ?? 0,
    inBooksCount: counts?.inBooks ?? 0,
    campaigns,
  };
}

type CampaignRow = Omit<RecentCampaign, 'id' | 'sentAt'> & { id: bigint; sentAt: Date | null };

async function readRecentCampaigns(ctx: Context): Promise<RecentCampaign[]> {
  const rows = await ctx.db.prisma.$queryRaw<CampaignRow[]>`
    SELECT c.id, c.name, c.sent_at AS "sentAt",
           count(r.*)::int AS "sentCount",
           count(*) FILTER (WHERE r.soft_bounced OR r.hard_bounced)::int AS "bouncedCount",
           count(*) FILTER (WHERE r.open_count > 0)::int AS "openerCount",
           count(*) FILTER (WHERE r.click_count > 0)::int AS "clickerCount",
           count(*) FILTER (WHERE r.unsubscribed)::int AS "unsubscribedCount"
    FROM (SELECT id, name, sent_at FROM email_campaigns
          WHERE sent_at IS NOT NULL ORDER BY sent_at DESC, id DESC LIMIT 5) c
    LEFT JOIN campaign_recipients r ON r.campaign_id = c.id
    GROUP BY c.id, c.name, c.sent_at
    ORDER BY c.sent_at DESC, c.id DESC`;
  return rows.map((row) => ({ ...row, id: String(row.id), sentAt: row.sentAt?.toISOString() ?? null }));
}
