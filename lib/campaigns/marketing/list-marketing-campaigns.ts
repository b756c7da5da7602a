import { visibleMarketing, type Context } from '../../context';
import { Prisma, readGridPage } from '../../db';
import { permit } from '../../permissions';
import { readCounts } from '../internal';
import { survivorsOfCode } from './find-survivor';
import {
  marketingCampaignGrid,
  marketingCampaignTables,
  type MarketingCampaignQuery,
} from './marketing-campaign-grid';
import type { CampaignCounts, MarketingCampaignRow } from '../schemas';

type Found = CampaignCounts & {
  id: bigint;
  name: string;
  code: string;
  startAt: string | null;
  endAt: string | null;
  campaignCount: number;
  lastSentAt: Date | null;
};

export async function listMarketingCampaigns(
  ctx: Context,
  query: MarketingCampaignQuery,
): Promise<{ rows: MarketingCampaignRow[]; total: number }> {
  permit(ctx, 'statistics.read');
  const question = marketingCampaignGrid.ask(query, { ctx });
  const { rows, total } = await readGridPage<Found>(ctx.db.prisma, question, columns);
  return { rows: rows.map(toRow), total };
}

type PageInput = { after: string | null; limit: number; code?: string };

/** The same by id, those behind `after` first. `code`: the one that has it, or that took in the one that has it. */
export async function pageMarketingCampaigns(
  ctx: Context,
  { after, limit, code }: PageInput,
): Promise<{ data: MarketingCampaignRow[]; nextCursor: string | null }> {
  permit(ctx, 'statistics.read');
  const withCode = code === undefined ? Prisma.sql`TRUE` : Prisma.sql`m.id IN ${survivorsOfCode(code)}`;
  const rows = await ctx.db.prisma.$queryRaw<Found[]>`
    SELECT ${columns} FROM ${marketingCampaignTables} WHERE m.merged_into_id IS NULL AND m.id > ${BigInt(after ?? 0)}
      AND ${withCode} AND ${visibleMarketing(ctx)} ORDER BY m.id LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toRow);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

const columns = Prisma.sql`
  m.id, m.name, m.code, to_char(m.start_at, 'YYYY-MM-DD') AS "startAt", to_char(m.end_at, 'YYYY-MM-DD') AS "endAt", s.*`;

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
