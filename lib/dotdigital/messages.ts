import { readPages, type Page, type PageOptions } from './pages';
import type { Transport } from './request';
import { WireSmsCampaign, WireTriggeredCampaign } from './wire';

/**
 * Messages to single people. Dotdigital answers that it took one and gives it no id: none can be looked up, so no call here may be
 * repeated by whoever doesn't know whether it acted.
 */
export const messageCalls = (transport: Transport) => ({
  /** One mail to these addresses, as it stands: no campaign has it, nothing counts it. */
  async sendMail(mail: {
    to: readonly string[];
    from: string;
    subject: string;
    htmlContent: string;
    plainTextContent: string;
  }): Promise<void> {
    const { to, from: fromAddress, ...content } = mail;
    await transport.send({
      method: 'POST',
      path: '/email',
      tier: 'unlimited',
      body: { toAddresses: to, fromAddress, ...content },
      expect: 'none',
    });
  },

  /** Campaigns that are made to be sent one by one, with values of their own. */
  triggeredCampaigns: (options: PageOptions = {}): AsyncIterable<Page<WireTriggeredCampaign>> =>
    readPages(transport, '/campaigns/filtered', WireTriggeredCampaign, {
      ...options,
      query: { '~type': 'Triggered' },
    }),

  async sendTriggeredCampaign(mail: {
    to: string;
    campaignId: number;
    values: readonly { name: string; value: string }[];
  }): Promise<void> {
    await transport.send({
      method: 'POST',
      path: '/email/triggered-campaign',
      tier: 'unlimited',
      body: { toAddresses: [mail.to], campaignId: mail.campaignId, personalizationValues: mail.values },
      expect: 'none',
    });
  },

  smsCampaigns: (options: PageOptions = {}): AsyncIterable<Page<WireSmsCampaign>> =>
    readPages(transport, '/sms/campaigns', WireSmsCampaign, { ...options, orOne: true }),

  /** A text message to a number in E.164. */
  async sendSms(number: string, message: string): Promise<void> {
    await transport.send({
      method: 'POST',
      path: `/sms-messages/send-to/${encodeURIComponent(number)}`,
      shownPath: '/sms-messages/send-to/{number}',
      tier: 'unlimited',
      body: { message },
      expect: 'none',
    });
  },
});
