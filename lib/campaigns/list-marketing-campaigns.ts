import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { countColumns, isShown, likePattern, readCounts } from './internal';
import type { CampaignCounts, MarketingCampaignRow, MarketingCampaignSort } from './schemas';

type Found = CampaignCounts & {
  id: bigint;
  name: string;
  code: string;
  startAt: string | null;
  endAt: string | null;
  campaignCount: number;
  lastSentAt: Date | null;
};

/** The umbrellas, each with what its e-mail campaigns add up to. */
export async function listMarketingCampaigns(
  ctx: Context,
  query: TableQuery<MarketingCampaignSort>,
): Promise<{ rows: MarketingCampaignRow[]; total: number }> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const pattern = likePattern(query.q);
  const where =
    query.q === '' ? Prisma.sql`true` : Prisma.sql`(m.name ILIKE ${pattern} OR m.code ILIKE ${pattern})`;
  const direction = Prisma.raw(query.sort.direction === 'asc' ? 'ASC' : 'DESC');
  const [rows, total] = await Promise.all([
    prisma.$queryRaw<Found[]>`
      ${selected}
      WHERE ${where}
      GROUP BY m.id
      ORDER BY ${orderBy[query.sort.field]} ${direction} NULLS LAST, m.id ${direction}
      LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM marketing_campaigns m WHERE ${where}`,
  ]);
  return {
    rows: rows.map(toRow),
    total: Number(total[0]?.total ?? 0n),
  };
}

/** The same by id, those behind `after` first. */
export async function pageMarketingCampaigns(
  ctx: Context,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ data: MarketingCampaignRow[]; nextCursor: string | null }> {
  permit(ctx, 'statistics.read');
  const rows = await ctx.db.prisma.$queryRaw<
    Found[]
  >`${selected} WHERE m.id > ${BigInt(after ?? 0)} GROUP BY m.id ORDER BY m.id LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toRow);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

const selected = Prisma.sql`
  SELECT m.id, m.name, m.code, to_char(m.start_at, 'YYYY-MM-DD') AS "startAt", to_char(m.end_at, 'YYYY-MM-DD') AS "endAt",
    count(c.id)::int AS "campaignCount", max(coalesce(c.sent_at, t.first_sent_at)) AS "lastSentAt", ${countColumns('sum')}
  FROM marketing_campaigns m
  LEFT JOIN (email_campaigns c
    JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
    LEFT JOIN campaign_totals t ON t.campaign_id = c.id) ON c.marketing_campaign_id = m.id AND ${isShown}`;

const toRow = ({ id, lastSentAt, ...row }: Found): MarketingCampaignRow => ({
  id: String(id),
  name: row.name,
  code: row.code,
  startAt: row.startAt,
  endAt: row.endAt,
  campaignCount: row.campaignCount,
  lastSentAt: lastSentAt?.toISOString() ?? null,
  counts: readCounts(row),
});

const orderBy: Record<MarketingCampaignSort, Prisma.Sql> = {
  name: Prisma.sql`lower(m.name)`,
  code: Prisma.sql`lower(m.code)`,
  startAt: Prisma.sql`m.start_at`,
  campaigns: Prisma.sql`count(c.id)`,
  recipients: Prisma.sql`coalesce(sum(t.recipient_count), 0)`,
  lastSentAt: Prisma.sql`max(coalesce(c.sent_at, t.first_sent_at))`,
};
