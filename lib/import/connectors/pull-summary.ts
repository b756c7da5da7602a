import { createHash } from 'node:crypto';
import { storeSummary } from '../../campaigns';
import type { WireSummary } from '../../dotdigital';
import type { CampaignToRead } from '../campaigns-to-read';
import { saveCursor } from '../import-cursor';
import { addCount, store, type Pass } from '../pass';

/** Dotdigital's own count. Its digest tells whether a campaign's rows are worth reading again. */
export async function pullSummary(pass: Pass, campaign: CampaignToRead): Promise<void> {
  const key = {
    integrationId: pass.integrationId,
    connector: 'summaries' as const,
    scopeId: String(campaign.dotdigitalId),
  };
  const summary = await pass.client.campaignSummary(campaign.dotdigitalId);
  const hasChanged = await store(pass, async (tx) => {
    const changed = await storeSummary(pass.ctx, tx, {
      campaignId: campaign.id,
      sentAt: summary.dateSent,
      numbers: ourNames(summary),
    });
    await saveCursor(tx, key, {
      since: null,
      position: { covers: digestOf(summary) },
      finishedAt: pass.ctx.now(),
    });
    return changed;
  });
  if (hasChanged) addCount(pass, 'summaries', 1);
}

const digestOf = ({ numbers }: WireSummary): string =>
  createHash('md5')
    .update(JSON.stringify(Object.entries(numbers).sort()))
    .digest('hex');

const names: Record<string, string> = {
  recipients: 'Sent',
  delivered: 'Delivered',
  openers: 'UniqueOpens',
  opens: 'Opens',
  clicks: 'Clicks',
  replies: 'Replies',
  estimatedForwards: 'EstimatedForwards',
  unsubscribed: 'Unsubscribes',
  softBounced: 'SoftBounces',
  hardBounced: 'HardBounces',
  complaints: 'IspComplaints',
  mailBlocks: 'MailBlocks',
  pageViews: 'PageViews',
};

/** `numTotal…` where it is there, else the HTML and text parts; a number that Dotdigital doesn't give is left out. */
export function ourNames({ numbers }: Pick<WireSummary, 'numbers'>): Record<string, number> {
  const ours: Record<string, number> = {};
  for (const [name, theirs] of Object.entries(names)) {
    const total = numbers[`numTotal${theirs}`];
    const html = numbers[`num${theirs}`];
    const text = numbers[`numText${theirs}`] ?? numbers[`numUniqueText${theirs.replace('Unique', '')}`];
    const count = total ?? (html === undefined ? undefined : html + (text ?? 0));
    if (count !== undefined) ours[name] = count;
  }
  if (numbers.numRecipientsClicked !== undefined) ours.clickers = numbers.numRecipientsClicked;
  return ours;
}
