'use server';

import { defineAction } from '@/app/_server/define-action';
import {
  mergeMarketingCampaigns,
  moveEmailCampaign,
  splitMarketingCampaign,
  undoMarketingMerge,
  updateMarketingCampaign,
} from '@/lib/campaigns';
import {
  MergeMarketingCampaigns,
  MoveEmailCampaign,
  SplitMarketingCampaign,
  UndoMarketingMerge,
  UpdateMarketingCampaign,
} from '@/lib/campaigns/schemas';

const revalidate = ['/marketing-campaigns', '/email-campaigns'];

export const updateMarketingCampaignAction = defineAction({
  input: UpdateMarketingCampaign,
  run: updateMarketingCampaign,
  revalidate: ['/marketing-campaigns'],
});
export const mergeMarketingCampaignsAction = defineAction({
  input: MergeMarketingCampaigns,
  run: mergeMarketingCampaigns,
  wakes: true,
  revalidate,
});
export const undoMarketingMergeAction = defineAction({
  input: UndoMarketingMerge,
  run: undoMarketingMerge,
  wakes: true,
  revalidate,
});
export const splitMarketingCampaignAction = defineAction({
  input: SplitMarketingCampaign,
  run: splitMarketingCampaign,
  wakes: true,
  revalidate,
});
export const moveEmailCampaignAction = defineAction({
  input: MoveEmailCampaign,
  run: moveEmailCampaign,
  wakes: true,
  revalidate,
});
