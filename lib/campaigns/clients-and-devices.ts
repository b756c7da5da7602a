import type { Context } from '../context';
import { permit } from '../permissions';
import type { Machines } from './figures';
import { fetchCampaign } from './internal';
import type { CampaignClientRow } from './schemas';

/** Opens by mail client and kind of device, most used first. */
export async function clientsAndDevices(
  ctx: Context,
  { id, machines = 'out' }: { id: string; machines?: Machines },
): Promise<CampaignClientRow[]> {
  permit(ctx, 'statistics.read');
  const campaignId = BigInt(id);
  await fetchCampaign(ctx, ctx.db.prisma, campaignId);
  return ctx.db.prisma.$queryRaw<CampaignClientRow[]>`
    SELECT client, device, sum(open_count)::int AS opens FROM campaign_clients
    WHERE campaign_id = ${campaignId} AND (NOT by_machine OR ${machines === 'in'})
    GROUP BY client, device ORDER BY opens DESC, client, device`;
}
