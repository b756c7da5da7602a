import type { Context } from '../../context';
import { permit } from '../../permissions';
import type { MarketingMergeView } from '../schemas';
import { requireSeenMarketing } from '../internal';
import { readParts } from './merge-parts';

/** Merges into a marketing campaign that stand, the newest first: what can be taken back. */
export async function listMarketingMerges(ctx: Context, id: string): Promise<MarketingMergeView[]> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  await requireSeenMarketing(ctx, prisma, BigInt(id));
  const merges = await prisma.marketingCampaignMerge.findMany({
    where: { intoId: BigInt(id), undoneAt: null },
    orderBy: { id: 'desc' },
    take: 50,
  });
  const parts = new Map(merges.map((merge) => [merge.id, readParts(merge.parts)]));
  const rows = await prisma.marketingCampaign.findMany({
    where: { id: { in: [...parts.values()].flat().map((part) => BigInt(part.id)) } },
    select: { id: true, name: true, code: true },
  });
  return merges.map((merge) => ({
    id: String(merge.id),
    by: merge.mergedBy,
    at: merge.mergedAt.toISOString(),
    merged: (parts.get(merge.id) ?? []).flatMap((part) => {
      const row = rows.find((one) => String(one.id) === part.id);
      return row
        ? [{ id: part.id, name: row.name, code: row.code, emailCampaigns: part.emailCampaigns.length }]
        : [];
    }),
  }));
}
