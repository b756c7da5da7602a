import type { RecipientResult } from '@/lib/campaigns/schemas';
import { gridAddress } from '@/lib/table-query';

/** Where the grid of a campaign shows just the people of a count, or everyone it was sent to. */
export const peopleOfCampaign = (campaignId: string, result?: RecipientResult): string =>
  gridAddress(`/email-campaigns/${campaignId}`, { result: result === undefined ? [] : [result] }, 'people');
