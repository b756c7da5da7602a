import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { Machines } from './figures';
import { fetchCampaign } from './internal';
import type { CampaignLink } from './schemas';

const maxLinks = 500;

/** Clicks and people per link, most clicked first. */
export async function linkTable(
  ctx: Context,
  { id, machines = 'out' }: { id: string; machines?: Machines },
): Promise<{ links: CampaignLink[]; clickCount: number }> {
  permit(ctx, 'statistics.read');
  const campaignId = BigInt(id);
  await fetchCampaign(ctx, ctx.db.prisma, campaignId);
  const [clicks, people] =
    machines === 'in'
      ? [Prisma.sql`click_count`, Prisma.sql`person_count`]
      : [Prisma.sql`human_click_count`, Prisma.sql`human_person_count`];
  const rows = await ctx.db.prisma.$queryRaw<(CampaignLink & { total: number })[]>`
    SELECT url, ${clicks} AS clicks, ${people} AS people, (sum(${clicks}) OVER ())::int AS total
    FROM campaign_links WHERE campaign_id = ${campaignId} AND ${clicks} > 0
    ORDER BY clicks DESC, url LIMIT ${maxLinks}`;
  return {
    links: rows.map(({ total: _, ...link }) => link),
    clickCount: rows[0]?.total ?? 0,
  };
}
