import { DotdigitalError } from './errors';
import type { ReplyAction } from './schemas';
import { readOne, readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { sinceText } from './since';
import {
  WireCampaign,
  WireFromAddress,
  WireScheduled,
  WireSend,
  WireTemplate,
  type WireCampaign as Campaign,
} from './wire';

export type CampaignContent = {
  name: string;
  subject: string;
  fromName: string;
  /** One of the account's own. */
  fromAddressId: number;
  replyAction: ReplyAction;
  replyToAddress: string;
  htmlContent: string;
  plainTextContent: string;
};

/** Making campaigns and sending them. No call here may be repeated by whoever doesn't know whether it acted. */
export const mailingCalls = (transport: Transport) => ({
  async createCampaign(content: CampaignContent): Promise<Campaign> {
    const { body } = await transport.send({
      method: 'POST',
      path: '/campaigns',
      tier: 'mediumCallRate',
      body: written(content),
    });
    return readOne('POST /campaigns', WireCampaign, body, 'yes');
  },

  /** Twice is once. Refused once the campaign was sent. */
  async updateCampaign(campaignId: number, content: CampaignContent): Promise<Campaign> {
    const path = `/campaigns/${campaignId}`;
    const { body } = await transport.send({
      method: 'PUT',
      path,
      tier: 'mediumCallRate',
      body: written(content),
    });
    return readOne(`PUT ${path}`, WireCampaign, body, 'yes');
  },

  /** Campaigns of the account that are to go out, or went out, from then on; a draft nobody sent is not among them. */
  scheduledCampaigns: (from: Date, options: PageOptions = {}): AsyncIterable<Page<WireScheduled>> =>
    readPages(transport, '/campaigns/filtered', WireScheduled, {
      ...options,
      query: { '~scheduledDateFrom': sinceText(from) },
    }),

  fromAddresses: (options: PageOptions = {}): AsyncIterable<Page<WireFromAddress>> =>
    readPages(transport, '/custom-from-addresses', WireFromAddress, options),

  /** What a page of 500 says of each; whether bodies are among it isn't promised. */
  templates: (options: PageOptions = {}): AsyncIterable<Page<WireTemplate>> =>
    readPages(transport, '/templates', WireTemplate, { pageSize: 500, ...options }),

  async template(templateId: number): Promise<WireTemplate> {
    const path = `/templates/${templateId}`;
    const { body } = await transport.send({ method: 'GET', path, tier: 'highCallRate' });
    return readOne(`GET ${path}`, WireTemplate, body);
  },

  /** To everyone of one book who may be mailed; without a time at once. Acts once per call: there is no key that would make two one. */
  async sendCampaign(input: { campaignId: number; bookId: number; at: Date | null }): Promise<WireSend> {
    const { body } = await transport.send({
      method: 'POST',
      path: '/campaigns/send',
      tier: 'unlimited',
      body: {
        campaignId: input.campaignId,
        addressBookIds: [input.bookId],
        contactIds: [],
        ...(input.at === null ? {} : { sendDate: input.at.toISOString() }),
      },
    });
    return readOne('POST /campaigns/send', WireSend, body, 'yes');
  },

  /** null: Dotdigital doesn't know this send. */
  async sendStatus(sendId: string): Promise<WireSend | null> {
    const path = `/campaigns/send/${encodeURIComponent(sendId)}`;
    try {
      const { body } = await transport.send({ method: 'GET', path, tier: 'unlimited' });
      return readOne(`GET ${path}`, WireSend, body);
    } catch (error) {
      if (error instanceof DotdigitalError && error.kind === 'not_found') return null;
      throw error;
    }
  },
});

const written = ({ fromAddressId, ...content }: CampaignContent): object => ({
  ...content,
  fromAddress: { id: fromAddressId },
});
