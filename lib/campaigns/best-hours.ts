import type { Context } from '../context';
import { permit } from '../permissions';
import type { Machines } from './figures';
import { fetchCampaign } from './internal';
import type { HourOfWeek } from './schemas';

/** Opens and clicks by weekday and hour of the account's zone; hours without any are left out. */
export async function bestHours(
  ctx: Context,
  { id, machines = 'out' }: { id: string; machines?: Machines },
): Promise<{ timeZone: string; hours: HourOfWeek[] }> {
  permit(ctx, 'statistics.read');
  const campaignId = BigInt(id);
  const { timeZone } = await fetchCampaign(ctx, ctx.db.prisma, campaignId);
  const hours = await ctx.db.prisma.$queryRaw<HourOfWeek[]>`
    SELECT extract(isodow FROM slot_at AT TIME ZONE ${timeZone})::int AS weekday, extract(hour FROM slot_at AT TIME ZONE ${timeZone})::int AS hour,
      coalesce(sum(count) FILTER (WHERE kind = 'open'), 0)::int AS opens, coalesce(sum(count) FILTER (WHERE kind = 'click'), 0)::int AS clicks
    FROM campaign_slots WHERE campaign_id = ${campaignId} AND (NOT by_machine OR ${machines === 'in'})
    GROUP BY 1, 2 ORDER BY 1, 2`;
  return { timeZone, hours };
}
