import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getEmailCampaign } from '@/lib/campaigns';
import { CampaignId } from '@/lib/campaigns/schemas';

export const shownCampaign = pageSubject('statistics.read', (ctx, given: { id: string }) =>
  getEmailCampaign(ctx, parseInput(CampaignId, given).id),
);
