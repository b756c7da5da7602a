import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { findSurvivor, getMarketingCampaign } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';

/** Of one that was merged, whom it went into. */
export const shownCampaign = pageSubject('statistics.read', async (ctx, given: { id: string }) => {
  const { id } = parseInput(CampaignId, given);
  return getMarketingCampaign(ctx, (await findSurvivor(ctx, id)) ?? id);
});
