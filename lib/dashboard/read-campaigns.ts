import type { Context } from '../context';
import type { CampaignRates, RecentCampaign } from './schemas';

const shown = 5;
const compared = 10;
const fewest = 3;

type Row = Omit<RecentCampaign, 'id' | 'sentAt' | 'median'> &
  CampaignRates & { id: bigint; sentAt: Date | null; others: number };

/** The last ones sent, each beside the median of those that the same account sent before it. */
export async function readRecentCampaigns(ctx: Context): Promise<RecentCampaign[]> {
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT c.id, c.name, c.sent_at AS "sentAt",
           coalesce(t.recipient_count, 0) AS "sentCount",
           coalesce(t.soft_bounced_count + t.hard_bounced_count, 0) AS "bouncedCount",
           coalesce(t.human_opener_count, 0) AS "openerCount",
           coalesce(t.human_clicker_count, 0) AS "clickerCount",
           coalesce(t.unsubscribed_count, 0) AS "unsubscribedCount",
           m.opened, m.clicked, m.unsubscribed, m.others
    FROM (
      SELECT e.* FROM email_campaigns e JOIN integrations n ON n.id = e.integration_id AND n.deleted_at IS NULL
      WHERE e.sent_at IS NOT NULL ORDER BY e.sent_at DESC, e.id DESC LIMIT ${shown}) c
    LEFT JOIN campaign_totals t ON t.campaign_id = c.id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS others, percentile_cont(0.5) WITHIN GROUP (ORDER BY x.human_opener_count / x.delivered) AS opened,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY x.human_clicker_count / x.delivered) AS clicked,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY x.unsubscribed_count / x.delivered) AS unsubscribed
      FROM (
        SELECT y.human_opener_count, y.human_clicker_count, y.unsubscribed_count, d.delivered
        FROM email_campaigns e JOIN campaign_totals y ON y.campaign_id = e.id
        CROSS JOIN LATERAL (SELECT (y.recipient_count - y.soft_bounced_count - y.hard_bounced_count)::float8 AS delivered) d
        WHERE e.integration_id = c.integration_id AND (e.sent_at, e.id) < (c.sent_at, c.id) AND d.delivered > 0
        ORDER BY e.sent_at DESC, e.id DESC LIMIT ${compared}) x) m
    ORDER BY c.sent_at DESC, c.id DESC`;
  return rows.map(({ opened, clicked, unsubscribed, others, ...row }) => ({
    ...row,
    id: String(row.id),
    sentAt: row.sentAt?.toISOString() ?? null,
    median: others < fewest ? null : { opened, clicked, unsubscribed },
  }));
}
