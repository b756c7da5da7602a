import type { Context } from '@/lib/context';
import type { DotdigitalClient, WireSmsCampaign } from '@/lib/dotdigital';
import { permit } from '@/lib/permissions';
import { maxSmsCampaigns, type SmsCampaign } from './schemas';

/** The account's SMS campaigns as Dotdigital has them now, the latest first. Nothing of them is kept: there is no figure to follow. */
export async function listSmsCampaigns(
  ctx: Context,
  client: Pick<DotdigitalClient, 'smsCampaigns'>,
): Promise<SmsCampaign[]> {
  permit(ctx, 'statistics.read');
  let latest: WireSmsCampaign[] = [];
  for await (const { rows } of client.smsCampaigns())
    latest = [...latest, ...rows].sort((one, other) => other.id - one.id).slice(0, maxSmsCampaigns);
  return latest.map(({ id, sendingIdentity, ...campaign }) => ({
    ...campaign,
    dotdigitalId: id,
    from: sendingIdentity,
  }));
}
