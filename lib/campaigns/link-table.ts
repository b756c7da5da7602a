import type { Context } from '../context';
import { permit } from '../permissions';
import { fetchCampaign } from './internal';
import type { CampaignLink } from './schemas';

const maxLinks = 500;

/** Clicks and people per link, most clicked first. */
export async function linkTable(
  ctx: Context,
  id: string,
): Promise<{ links: CampaignLink[]; clickCount: number }> {
  permit(ctx, 'statistics.read');
  const campaignId = BigInt(id);
  await fetchCampaign(ctx.db.prisma, campaignId);
  const rows = await ctx.db.prisma.$queryRaw<(CampaignLink & { total: number })[]>`
    SELECT url, count(*)::int AS clicks, count(DISTINCT dotdigital_contact_id)::int AS people,
      sum(count(*)) OVER ()::int AS total
    FROM campaign_clicks WHERE campaign_id = ${campaignId}
    GROUP BY url ORDER BY clicks DESC, url LIMIT ${maxLinks}`;
  return {
    links: rows.map(({ url, clicks, people }) => ({ url, clicks, people })),
    clickCount: rows[0]?.total ?? 0,
  };
}
