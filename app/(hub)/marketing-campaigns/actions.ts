'use server';

import { defineAction } from '@/app/_server/define-action';
import { updateMarketingCampaign } from '@/lib/campaigns';
import { UpdateMarketingCampaign } from '@/lib/campaigns/schemas';

export const updateMarketingCampaignAction = defineAction({
  input: UpdateMarketingCampaign,
  run: updateMarketingCampaign,
  revalidate: ['/marketing-campaigns'],
});
