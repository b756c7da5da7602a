import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { noCounts, type CampaignCounts } from './figures';
import { campaignTables, countColumns, isShown, readCounts, selectCampaigns } from './internal';
import type { EmailCampaignRow } from './schemas';

export type SentWithin = {
  campaignCount: number;
  /** Of all of them, added up. */
  counts: CampaignCounts;
  /** The latest. */
  campaigns: EmailCampaignRow[];
};

const mostShown = 12;

/** The campaigns that were sent from one moment up to another. */
export async function readSentWithin(
  ctx: Context,
  { from, to }: { from: Date; to: Date },
): Promise<SentWithin> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const sentAt = Prisma.sql`coalesce(c.sent_at, t.first_sent_at)`;
  const within = Prisma.sql`WHERE ${isShown} AND ${sentAt} >= ${from}::timestamptz AND ${sentAt} < ${to}::timestamptz`;
  const [[sum], campaigns] = await Promise.all([
    prisma.$queryRaw<(CampaignCounts & { campaignCount: number })[]>`
      SELECT count(*)::int AS "campaignCount", ${countColumns('sum')} FROM ${campaignTables} ${within}`,
    selectCampaigns(ctx, prisma, Prisma.sql`${within} ORDER BY ${sentAt} DESC, c.id DESC LIMIT ${mostShown}`),
  ]);
  return {
    campaignCount: sum?.campaignCount ?? 0,
    counts: sum ? readCounts(sum) : noCounts,
    campaigns,
  };
}
