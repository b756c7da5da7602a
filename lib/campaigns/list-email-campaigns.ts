import { liveConnection } from '../connections/live-connection';
import { visibleLists, type Context } from '../context';
import { Prisma, readGridPage } from '../db';
import { permit } from '../permissions';
import { emailCampaignGrid, type EmailCampaignQuery } from './email-campaign-grid';
import { campaignColumns, isShown, selectCampaigns, toCampaignRow, type FoundCampaign } from './internal';
import type { EmailCampaignRow, ListedCampaign } from './schemas';

export async function listEmailCampaigns(
  ctx: Context,
  query: EmailCampaignQuery,
): Promise<{ rows: ListedCampaign[]; total: number }> {
  permit(ctx, 'statistics.read');
  const question = emailCampaignGrid.ask(query, { ctx });
  const { rows, total } = await readGridPage<FoundCampaign>(ctx.db.prisma, question, campaignColumns);
  const beside = await readBeside(
    ctx,
    rows.map(({ id }) => id),
  );
  return {
    rows: rows.map((row) => ({ ...toCampaignRow(row), ...(beside.get(row.id) ?? nothingBeside) })),
    total,
  };
}

type Beside = Omit<ListedCampaign, keyof EmailCampaignRow>;
const trendPoints = 12;
const trendHours = 6;
const nothingBeside: Beside = { fromName: '', books: [], lists: [], trend: [] };

/** What only the rows of a page need: where they went, and how they began. */
async function readBeside(ctx: Context, ids: readonly bigint[]): Promise<Map<bigint, Beside>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.prisma.$queryRaw<(Beside & { id: bigint })[]>`
    SELECT c.id, c.from_name AS "fromName",
      coalesce((SELECT json_agg(json_build_object('id', b.id::text, 'name', b.name) ORDER BY b.id)
        FROM email_campaign_books g JOIN address_books b ON b.id = g.address_book_id WHERE g.campaign_id = c.id), '[]') AS books,
      coalesce((SELECT json_agg(json_build_object('id', x.id::text, 'name', x.name) ORDER BY x.name, x.id) FROM (
        SELECT DISTINCT l.id, l.name FROM email_campaign_books g
        JOIN connections n ON n.address_book_id = g.address_book_id AND ${liveConnection('n')}
        JOIN marketing_lists l ON l.id = n.list_id AND l.archived_at IS NULL AND ${visibleLists(ctx)}
        WHERE g.campaign_id = c.id) x), '[]') AS lists,
      ARRAY(SELECT coalesce(sum(s.count), 0)::int FROM generate_series(0, ${trendPoints - 1}::int) k
        LEFT JOIN campaign_slots s ON s.campaign_id = c.id AND s.kind = 'open' AND NOT s.by_machine
          AND s.slot_at >= begun.at + k * make_interval(hours => ${trendHours}) AND s.slot_at < begun.at + (k + 1) * make_interval(hours => ${trendHours})
        GROUP BY k ORDER BY k) AS trend
    FROM email_campaigns c LEFT JOIN campaign_totals t ON t.campaign_id = c.id
    CROSS JOIN LATERAL (SELECT date_bin('15 minutes', coalesce(c.sent_at, t.first_sent_at), '2000-01-01Z') AS at) begun
    WHERE c.id = ANY(${[...ids]}::bigint[])`;
  return new Map(rows.map(({ id, ...row }) => [id, row]));
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
    ctx,
    ctx.db.prisma,
    Prisma.sql`
    WHERE ${isShown} AND c.id > ${BigInt(after ?? 0)} AND ${of(Prisma.sql`c.integration_id`, filter.integrationId)}
      AND ${of(Prisma.sql`c.marketing_campaign_id`, filter.marketingCampaignId)} ORDER BY c.id LIMIT ${limit + 1}`,
  );
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}
