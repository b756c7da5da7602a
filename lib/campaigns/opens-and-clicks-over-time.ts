import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { fetchCampaign } from './internal';
import type { CampaignTimeline, TimelineStep } from './schemas';

const pointsAtMost = 1_000;

/** Opens and clicks per hour or day of the account's zone (per minutes while it is young), times without any included. */
export async function opensAndClicksOverTime(ctx: Context, input: { id: string }): Promise<CampaignTimeline> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const campaignId = BigInt(input.id);
  const { timeZone, sentAt } = await fetchCampaign(prisma, campaignId);
  const [span] = await prisma.$queryRaw<{ first: Date | null; last: Date | null }[]>`
    SELECT least((SELECT min(opened_at) FROM campaign_opens WHERE campaign_id = ${campaignId}),
        (SELECT min(clicked_at) FROM campaign_clicks WHERE campaign_id = ${campaignId}), ${sentAt}::timestamptz) AS first,
      greatest((SELECT max(opened_at) FROM campaign_opens WHERE campaign_id = ${campaignId}),
        (SELECT max(clicked_at) FROM campaign_clicks WHERE campaign_id = ${campaignId}), ${sentAt}::timestamptz) AS last`;
  if (!span?.first || !span.last) return { per: 'hour', timeZone, points: [] };
  const per = stepFor(span.last.getTime() - span.first.getTime());
  const slotOf = (time: Prisma.Sql): Prisma.Sql =>
    per === '10 minutes'
      ? Prisma.sql`date_bin('10 minutes', ${time}, '2000-01-01Z')`
      : Prisma.sql`date_trunc(${per}, ${time}, ${timeZone})`;
  const points = await prisma.$queryRaw<{ at: Date; opens: number; clicks: number }[]>`
    WITH slots AS (
      SELECT slot AS at FROM generate_series(${slotOf(Prisma.sql`${span.first}::timestamptz`)}, ${span.last}::timestamptz,
        ${per === '10 minutes' ? per : `1 ${per}`}::interval, ${timeZone}) AS slot LIMIT ${pointsAtMost}),
    opened AS (
      SELECT ${slotOf(Prisma.sql`opened_at`)} AS at, count(*)::int AS n FROM campaign_opens WHERE campaign_id = ${campaignId} GROUP BY 1),
    clicked AS (
      SELECT ${slotOf(Prisma.sql`clicked_at`)} AS at, count(*)::int AS n FROM campaign_clicks WHERE campaign_id = ${campaignId} GROUP BY 1)
    SELECT slots.at, coalesce(opened.n, 0) AS opens, coalesce(clicked.n, 0) AS clicks
    FROM slots LEFT JOIN opened USING (at) LEFT JOIN clicked USING (at) ORDER BY at`;
  return { per, timeZone, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) };
}

const hourMs = 3_600_000;

/** So many points that a shape shows, so few that each means something. */
function stepFor(spanMs: number): TimelineStep {
  if (spanMs < hourMs) return 'minute';
  if (spanMs < 12 * hourMs) return '10 minutes';
  return spanMs <= 7 * 24 * hourMs ? 'hour' : 'day';
}
