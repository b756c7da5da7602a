import type { Context } from '../context';
import { Prisma } from '../db';
import { AppError } from '../errors';
import { permit } from '../permissions';
import { campaignRevenue } from './campaign-revenue';
import type { Machines } from './figures';
import { selectCampaigns } from './internal';
import type { ComparedCampaign, ComparedIds, RevenueRule } from './schemas';

type Compared = { ids: ComparedIds; machines?: Machines; revenue: RevenueRule };

/** Two to six email campaigns with all that they are measured by, in the order asked for. */
export async function compareCampaigns(
  ctx: Context,
  { ids, machines = 'out', revenue }: Compared,
): Promise<ComparedCampaign[]> {
  permit(ctx, 'statistics.read');
  const keys = ids.map(BigInt);
  const { prisma } = ctx.db;
  const rows = await selectCampaigns(ctx, prisma, Prisma.sql`WHERE c.id = ANY(${keys}::bigint[])`);
  const missing = ids.filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0)
    throw new AppError('not_found', 'email campaign not found', {
      userMessage: `There is no email campaign ${missing.join(', ')}, or you may not see it. Take it out of the comparison.`,
    });
  const [summaries, revenues] = await Promise.all([
    prisma.$queryRaw<{ id: bigint; complaints: number | null }[]>`
      SELECT campaign_id AS id, (numbers->>'complaints')::int AS complaints FROM campaign_summaries WHERE campaign_id = ANY(${keys}::bigint[])`,
    Promise.all(ids.map((id) => campaignRevenue(ctx, { id, machines, ...revenue }))),
  ]);
  const complaintsOf = new Map(summaries.map(({ id, complaints }) => [String(id), complaints]));
  return ids.flatMap((id, n) => {
    const row = rows.find((one) => one.id === id);
    const ofRevenue = revenues[n];
    return row && ofRevenue ? [{ ...row, complaints: complaintsOf.get(id) ?? null, revenue: ofRevenue }] : [];
  });
}
