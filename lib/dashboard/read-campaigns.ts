import { medianOf, mostForMedian, noCounts, rateOf, shownCounts, type Figure } from '../campaigns/schemas';
import { visibleCampaigns, type Context } from '../context';
import { Prisma } from '../db';
import type { CampaignRates, RecentCampaign } from './schemas';

const shown = 5;

/** What a median is told of, of one campaign. */
type Before = { delivered: number; humanOpeners: number; humanClickers: number; unsubscribed: number };
type Row = Omit<RecentCampaign, 'id' | 'sentAt' | 'median'> & {
  id: bigint;
  sentAt: Date | null;
  before: Before[];
};

/** The last ones sent, each beside the median of those that the same account sent before it. */
export async function readRecentCampaigns(ctx: Context): Promise<RecentCampaign[]> {
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT c.id, c.name, c.sent_at AS "sentAt",
           coalesce(t.recipient_count, 0) AS "sentCount",
           coalesce(t.soft_bounced_count + t.hard_bounced_count, 0) AS "bouncedCount",
           coalesce(t.human_opener_count, 0) AS "openerCount",
           coalesce(t.human_clicker_count, 0) AS "clickerCount",
           coalesce(t.unsubscribed_count, 0) AS "unsubscribedCount",
           m.before
    FROM (
      SELECT e.* FROM email_campaigns e JOIN integrations n ON n.id = e.integration_id AND n.deleted_at IS NULL
      WHERE e.sent_at IS NOT NULL AND ${visibleCampaigns(ctx, Prisma.sql`e`)} ORDER BY e.sent_at DESC, e.id DESC LIMIT ${shown}) c
    LEFT JOIN campaign_totals t ON t.campaign_id = c.id
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(x.counts), '[]') AS before FROM (
        SELECT json_build_object('delivered', y.delivered_count, 'humanOpeners', y.human_opener_count,
          'humanClickers', y.human_clicker_count, 'unsubscribed', y.unsubscribed_count) AS counts
        FROM email_campaigns e JOIN campaign_totals y ON y.campaign_id = e.id
        WHERE e.integration_id = c.integration_id AND (e.sent_at, e.id) < (c.sent_at, c.id) AND y.delivered_count > 0
        ORDER BY e.sent_at DESC, e.id DESC LIMIT ${mostForMedian}) x) m
    ORDER BY c.sent_at DESC, c.id DESC`;
  return rows.map(({ before, ...row }) => ({
    ...row,
    id: String(row.id),
    sentAt: row.sentAt?.toISOString() ?? null,
    median: mediansOf(before),
  }));
}

function mediansOf(before: readonly Before[]): CampaignRates | null {
  const counts = before.map((one) => shownCounts({ ...noCounts, ...one }, 'out'));
  const median = (figure: Figure) => medianOf(counts.map((one) => rateOf(figure, one)));
  const [opened, clicked, unsubscribed] = [median('opened'), median('clicked'), median('unsubscribed')];
  return opened === null || clicked === null || unsubscribed === null
    ? null
    : { opened, clicked, unsubscribed };
}
