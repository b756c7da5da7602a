import { parseInput } from '@/app/_server/define-action';
import { onlyExisting } from '@/app/_server/only-existing';
import { getMarketingCampaign } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';

export default onlyExisting('statistics.read', (ctx, given: { id: string }) =>
  getMarketingCampaign(ctx, parseInput(CampaignId, given).id),
);
