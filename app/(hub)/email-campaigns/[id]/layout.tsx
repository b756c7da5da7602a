import { parseInput } from '@/app/_server/define-action';
import { onlyExisting } from '@/app/_server/only-existing';
import { getEmailCampaign } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';

export default onlyExisting('statistics.read', (ctx, given: { id: string }) =>
  getEmailCampaign(ctx, parseInput(CampaignId, given).id),
);
