import { readCampaign, type Campaign, type CampaignRow } from '../../engine/campaigns/campaign';
import type { Send, SendRequest } from '../../engine/campaigns/send-campaign';
import type { World } from '../../engine/world';

export interface CampaignLine extends Campaign {
  recipients: number;
  opened: number;
  clicked: number;
}

/** The newest first, with how many got, opened and clicked it. */
export function listNewest(
  world: World,
  account: number,
  page: { select: number; skip: number },
): CampaignLine[] {
  return world.store
    .rows<CampaignRow>(
      'SELECT * FROM campaigns WHERE account = ? ORDER BY id DESC LIMIT ? OFFSET ?',
      account,
      page.select,
      page.skip,
    )
    .map((row) => {
      const sums = world.store.row<{ recipients: number; opened: number; clicked: number }>(
        'SELECT count(*) AS recipients, coalesce(sum(opens > 0), 0) AS opened, coalesce(sum(clicks > 0), 0) AS clicked FROM recipients WHERE campaign = ?',
        row.id,
      );
      return { ...readCampaign(row), recipients: 0, opened: 0, clicked: 0, ...sums };
    });
}

export const countCampaigns = (world: World, account: number): number =>
  world.store.number('SELECT count(*) AS n FROM campaigns WHERE account = ?', account);

export interface SendLine extends Omit<Send, 'request'> {
  request: SendRequest;
  due: number;
  created: number;
}

export function listSends(world: World, campaign: number): SendLine[] {
  return world.store
    .rows<Omit<SendLine, 'request'> & { request: string }>(
      'SELECT id, campaign, status, request, due, created FROM sends WHERE campaign = ? ORDER BY created, id',
      campaign,
    )
    .map((row) => ({ ...row, request: JSON.parse(row.request) as SendRequest }));
}

/** How a campaign stands, in one word: one that was confirmed is scheduled, or being sent, before it is anything to the API. */
export function stateOf(world: World, campaign: Campaign): string {
  if (campaign.status !== 'Unsent') return campaign.status;
  const statuses = listSends(world, campaign.id).map(({ status }) => status);
  if (statuses.includes('NotSent')) return 'Sending';
  return statuses.includes('Scheduled') ? 'Scheduled' : 'Unsent';
}
