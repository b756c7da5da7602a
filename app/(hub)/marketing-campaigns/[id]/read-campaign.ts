import { parseInput } from '@/app/_server/define-action';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { getMarketingCampaign } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';

export async function readCampaign(params: Promise<{ id: string }>) {
  const ctx = await requireContext();
  const campaign = await orNotFound(
    params.then((given) => getMarketingCampaign(ctx, parseInput(CampaignId, given).id)),
  );
  return { ctx, campaign };
}
