import { settleMachines, storeActivities, storeClicks, storeOpens } from '../../campaigns';
import { markEngagementDue } from '../../crm';
import type { Tx } from '../../db';
import type { WireActivity, WireClick, WireOpen } from '../../dotdigital';
import { recordContacted } from '../../marketing-lists';
import type { CampaignToRead } from '../campaigns-to-read';
import type { Position } from '../import-cursor';
import type { Pass } from '../pass';
import { pullScope } from '../pull-scope';

export type HowToRead = { readEverything: boolean; remember: Position };

/** What tells machines from people by more than one request is looked at when all of a read is there. */
const settle =
  (campaign: CampaignToRead) =>
  async (tx: Tx, { hasChanged }: { hasChanged: boolean }): Promise<number> => {
    if (hasChanged) await settleMachines(tx, campaign.id);
    return 0;
  };

/** Whose engagement these rows may have moved; answers how many changed. */
async function engagementDue(
  { ctx }: Pass,
  tx: Tx,
  rows: readonly { email: string }[],
  changedCount: number,
): Promise<number> {
  if (changedCount > 0)
    await markEngagementDue(
      ctx,
      tx,
      rows.map(({ email }) => email),
    );
  return changedCount;
}

/** One row per recipient, with counters that grow: replaced, and the campaign's totals with them. */
export async function pullActivities(pass: Pass, campaign: CampaignToRead, how: HowToRead): Promise<void> {
  await pullScope<WireActivity>(pass, {
    ...how,
    connector: 'activities',
    scopeId: String(campaign.dotdigitalId),
    countAs: 'recipients',
    open: (since, options) =>
      pass.client.activities(campaign.dotdigitalId, { ...options, since: since ?? undefined }),
    identity: ({ contactId }) => String(contactId),
    store: async (tx, rows) => {
      const { changedCount, newKeys } = await storeActivities(tx, {
        campaignId: campaign.id,
        rows,
        namesNew: campaign.listIds.length > 0,
      });
      await recordNewRecipients(tx, campaign, newKeys);
      return engagementDue(pass, tx, rows, changedCount);
    },
    finish: settle(campaign),
  });
}

/** Lists connected to the campaign's books count whom they reached. */
async function recordNewRecipients(tx: Tx, campaign: CampaignToRead, emailKeys: string[]): Promise<void> {
  if (emailKeys.length === 0 || campaign.sentAt === null) return;
  await recordContacted(tx, { listIds: campaign.listIds, emailKeys, at: campaign.sentAt });
}

export async function pullOpens(pass: Pass, campaign: CampaignToRead, how: HowToRead): Promise<void> {
  await pullScope<WireOpen>(pass, {
    ...how,
    connector: 'opens',
    scopeId: String(campaign.dotdigitalId),
    countAs: 'opens',
    open: (since, options) =>
      pass.client.opens(campaign.dotdigitalId, { ...options, since: since ?? undefined }),
    identity: ({ contactId, dateOpened }) => `${contactId} ${dateOpened.getTime()}`,
    store: async (tx, rows) => {
      const { changedCount } = await storeOpens(tx, { campaignId: campaign.id, rows });
      return engagementDue(pass, tx, rows, changedCount);
    },
    finish: settle(campaign),
  });
}

export async function pullClicks(pass: Pass, campaign: CampaignToRead, how: HowToRead): Promise<void> {
  await pullScope<WireClick>(pass, {
    ...how,
    connector: 'clicks',
    scopeId: String(campaign.dotdigitalId),
    countAs: 'clicks',
    open: (since, options) =>
      pass.client.clicks(campaign.dotdigitalId, { ...options, since: since ?? undefined }),
    identity: ({ contactId, url, dateClicked }) => `${contactId} ${dateClicked.getTime()} ${url}`,
    store: async (tx, rows) => {
      const { changedCount } = await storeClicks(tx, { campaignId: campaign.id, rows });
      return engagementDue(pass, tx, rows, changedCount);
    },
    finish: settle(campaign),
  });
}
