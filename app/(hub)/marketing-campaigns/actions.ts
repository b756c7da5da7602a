'use server';

import { defineAction } from '@/app/_server/define-action';
import { updateMarketingCampaign } from '@/lib/campaigns';
import { UpdateMarketingCampaign } from '@/lib/campaigns/schemas';

const update = defineAction({
  input: UpdateMarketingCampaign,
  run: updateMarketingCampaign,
  revalidate: ['/marketing-campaigns'],
});

export async function updateMarketingCampaignAction(input: unknown) {
  return update(input);
}
