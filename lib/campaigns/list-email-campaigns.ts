import type { Context } from '../context';
import { Prisma, readGridPage } from '../db';
import { permit } from '../permissions';
import { emailCampaignGrid, type EmailCampaignQuery } from './email-campaign-grid';
import { campaignColumns, isShown, selectCampaigns, toCampaignRow, type FoundCampaign } from './internal';
import type { EmailCampaignRow } from './schemas';

export async function listEmailCampaigns(
  ctx: Context,
  query: EmailCampaignQuery,
): Promise<{ rows: EmailCampaignRow[]; total: number }> {
  permit(ctx, 'statistics.read');
  const question = emailCampaignGrid.ask(query, {});
  const { rows, total } = await readGridPage<FoundCampaign>(ctx.db.prisma, question, campaignColumns);
  return { rows: rows.map(toCampaignRow), total };
}

type PageInput = {
  after: string | null;
  limit: number;
  filter: { integrationId?: string; marketingCampaignId?: string };
};

/** The same campaigns by id, those behind `after` first. */
export async function pageEmailCampaigns(
  ctx: Context,
  { after, limit, filter }: PageInput,
): Promise<{ data: EmailCampaignRow[]; nextCursor: string | null }> {
  permit(ctx, 'statistics.read');
  const of = (column: Prisma.Sql, id: string | undefined): Prisma.Sql =>
    id === undefined ? Prisma.sql`true` : Prisma.sql`${column} = ${BigInt(id)}`;
  const rows = await selectCampaigns(
    ctx.db.prisma,
    Prisma.sql`
    WHERE ${isShown} AND c.id > ${BigInt(after ?? 0)} AND ${of(Prisma.sql`c.integration_id`, filter.integrationId)}
      AND ${of(Prisma.sql`c.marketing_campaign_id`, filter.marketingCampaignId)} ORDER BY c.id LIMIT ${limit + 1}`,
  );
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}
