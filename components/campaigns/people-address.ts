import type { Machines, RecipientResult } from '@/lib/campaigns/schemas';
import { gridAddress } from '@/lib/table-query';

/** Where the grid of a campaign shows just the people of a count, or everyone it was sent to; counted as the page that links to it counts. */
export const peopleOfCampaign = (
  campaignId: string,
  result?: RecipientResult,
  machines: Machines = 'out',
): string =>
  gridAddress(
    `/email-campaigns/${campaignId}`,
    { result: result === undefined ? [] : [result] },
    'people',
    machines === 'in' ? { machine: 'in' } : {},
  );
