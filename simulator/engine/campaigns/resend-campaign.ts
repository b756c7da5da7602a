import { refuse } from '../failure';
import type { World } from '../world';
import { copyCampaign, getCampaign, type CampaignStatus } from './campaign';
import { cancelOpenSends, startSend, type Send } from './send-campaign';

/** The same mail once more, as a campaign of its own, to those who got it and did not open it. */
export function resendCampaign(
  world: World,
  account: number,
  campaignId: number,
  sendDate: number | null = null,
): Send {
  const campaign = getCampaign(world, account, campaignId);
  if (campaign.status !== 'Sent')
    throw refuse('ERROR_CAMPAIGN_SENDNOTPERMITTED', 'Only a sent campaign can be sent again.');
  const silent = world.store.rows<{ contact: number }>(
    'SELECT contact FROM recipients WHERE campaign = ? AND opens = 0 AND hardBounced = 0 AND unsubscribed = 0 ORDER BY contact',
    campaign.id,
  );
  if (silent.length === 0) throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'Everybody has opened it.');
  const copy = copyCampaign(world, account, campaign.id);
  world.store.run(
    'UPDATE campaigns SET name = ? WHERE id = ?',
    `Resend of ${campaign.name}`.slice(0, 255),
    copy.id,
  );
  return startSend(world, account, {
    campaignId: copy.id,
    addressBookIds: [],
    contactIds: silent.map(({ contact }) => contact),
    sendDate,
    splitTestOptions: null,
  });
}

const underWay = new Set<CampaignStatus>(['Sending', 'Paused']);

/** Takes back a send that has not begun, or stops one that is under way, for a while or for good, or lets it go on. */
export function setSending(
  world: World,
  account: number,
  campaignId: number,
  status: 'Paused' | 'Cancelled' | 'Sending',
): void {
  const campaign = getCampaign(world, account, campaignId);
  if (
    status === 'Cancelled' &&
    !underWay.has(campaign.status) &&
    cancelOpenSends(world, account, campaign.id)
  )
    return;
  const allowed = status === 'Sending' ? campaign.status === 'Paused' : underWay.has(campaign.status);
  if (!allowed)
    throw refuse('ERROR_CAMPAIGN_INVALID', `A campaign that is ${campaign.status} cannot become ${status}.`);
  world.store.run('UPDATE campaigns SET status = ? WHERE id = ?', status, campaign.id);
}
