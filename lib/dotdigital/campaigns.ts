import { DotdigitalError } from './errors';
import { readOne, readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { sinceText } from './since';
import { WireActivity, WireAddressBook, WireCampaign, WireClick, WireOpen, WireSummary } from './wire';

/** `since`: rows touched since then, with whole counters: replace what is stored, never add. */
type ActivityOptions = PageOptions & { since?: Date };

export const campaignCalls = (transport: Transport) => {
  const path = (campaignId: number, what: string, since?: Date): string =>
    `/campaigns/${campaignId}/${what}${since ? `/since-date/${sinceText(since)}` : ''}`;
  return {
    /** With its bodies, which lists leave out. */
    async campaign(campaignId: number): Promise<WireCampaign> {
      const { body } = await transport.send({
        method: 'GET',
        path: `/campaigns/${campaignId}`,
        tier: 'highCallRate',
      });
      const campaign = readOne(`GET /campaigns/${campaignId}`, WireCampaign, body);
      if (campaign.id === campaignId) return campaign;
      throw new DotdigitalError('invalid_answer', `GET /campaigns/${campaignId}`, {
        acted: 'no',
        detail: 'the answer is about another campaign',
      });
    },

    /** All of the account, oldest first, drafts among them. */
    campaigns: (options: PageOptions = {}): AsyncIterable<Page<WireCampaign>> =>
      readPages(transport, '/campaigns', WireCampaign, options),

    /** Account-wide, to whomever they went: those in which something happened since. */
    activeCampaigns: (since: Date, options: PageOptions = {}): AsyncIterable<Page<WireCampaign>> =>
      readPages(transport, `/campaigns/with-activity-since/${sinceText(since)}`, WireCampaign, options),

    /** None for what went to a segment, to single people, or once more to those who did not open. */
    booksOfCampaign: (campaignId: number, options: PageOptions = {}): AsyncIterable<Page<WireAddressBook>> =>
      readPages(transport, path(campaignId, 'address-books'), WireAddressBook, options),

    async campaignSummary(campaignId: number): Promise<WireSummary> {
      const { body } = await transport.send({
        method: 'GET',
        path: path(campaignId, 'summary'),
        tier: 'highCallRate',
      });
      return readOne(`GET ${path(campaignId, 'summary')}`, WireSummary, body);
    },

    /** One row per recipient, also for those who did nothing. */
    activities: (
      campaignId: number,
      { since, ...options }: ActivityOptions = {},
    ): AsyncIterable<Page<WireActivity>> =>
      readPages(transport, path(campaignId, 'activities', since), WireActivity, options),

    opens: (campaignId: number, { since, ...options }: ActivityOptions = {}): AsyncIterable<Page<WireOpen>> =>
      readPages(transport, path(campaignId, 'opens', since), WireOpen, options),

    clicks: (
      campaignId: number,
      { since, ...options }: ActivityOptions = {},
    ): AsyncIterable<Page<WireClick>> =>
      readPages(transport, path(campaignId, 'clicks', since), WireClick, options),
  };
};
