import type { Context } from '../context';
import { Prisma } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { isShown, selectCampaigns } from './internal';
import { addUp } from './figures';
import type { MarketingCampaignView } from './schemas';

export async function getMarketingCampaign(ctx: Context, id: string): Promise<MarketingCampaignView> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const marketing = await prisma.marketingCampaign.findUnique({ where: { id: BigInt(id) } });
  if (!marketing) throw notFound('marketing campaign');
  const [campaigns, [summed]] = await Promise.all([
    selectCampaigns(
      prisma,
      Prisma.sql`WHERE c.marketing_campaign_id = ${marketing.id} AND ${isShown}
      ORDER BY coalesce(c.sent_at, t.first_sent_at) DESC NULLS LAST, c.id DESC`,
    ),
    prisma.$queryRaw<{ complaints: number | null }[]>`
      SELECT sum((s.numbers->>'complaints')::int)::int AS complaints
      FROM email_campaigns c JOIN campaign_summaries s ON s.campaign_id = c.id
      JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
      WHERE c.marketing_campaign_id = ${marketing.id}`,
  ]);
  return {
    id: String(marketing.id),
    name: marketing.name,
    code: marketing.code,
    description: marketing.description,
    startAt: marketing.startAt?.toISOString().slice(0, 10) ?? null,
    endAt: marketing.endAt?.toISOString().slice(0, 10) ?? null,
    version: marketing.version,
    counts: addUp(campaigns.map(({ counts }) => counts)),
    complaints: summed?.complaints ?? null,
    campaigns,
  };
}
