import type { Context } from '../context';
import { permit } from '../permissions';
import { fetchCampaign } from './internal';
import type { CampaignTimeline } from './schemas';

const hoursShownAtMost = 24 * 7;
const pointsAtMost = 1_000;

/** Opens and clicks per hour or day of the account's zone, hours or days without any included. */
export async function opensAndClicksOverTime(
  ctx: Context,
  input: { id: string; per?: 'auto' | 'hour' | 'day' },
): Promise<CampaignTimeline> {
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
  const hours = (span.last.getTime() - span.first.getTime()) / 3_600_000;
  const per = choosePer(input.per ?? 'auto', hours);
  const points = await prisma.$queryRaw<{ at: Date; opens: number; clicks: number }[]>`
    WITH slots AS (
      SELECT slot AS at FROM generate_series(date_trunc(${per}, ${span.first}::timestamptz, ${timeZone}),
        ${span.last}::timestamptz, ('1 ' || ${per})::interval, ${timeZone}) AS slot LIMIT ${pointsAtMost}),
    opened AS (
      SELECT date_trunc(${per}, opened_at, ${timeZone}) AS at, count(*)::int AS n FROM campaign_opens
      WHERE campaign_id = ${campaignId} GROUP BY 1),
    clicked AS (
      SELECT date_trunc(${per}, clicked_at, ${timeZone}) AS at, count(*)::int AS n FROM campaign_clicks
      WHERE campaign_id = ${campaignId} GROUP BY 1)
    SELECT slots.at, coalesce(opened.n, 0) AS opens, coalesce(clicked.n, 0) AS clicks
    FROM slots LEFT JOIN opened USING (at) LEFT JOIN clicked USING (at) ORDER BY at`;
  return { per, timeZone, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) };
}

function choosePer(wanted: 'auto' | 'hour' | 'day', hours: number): 'hour' | 'day' {
  if (wanted === 'hour' && hours > pointsAtMost) return 'day';
  if (wanted !== 'auto') return wanted;
  return hours <= hoursShownAtMost ? 'hour' : 'day';
}
