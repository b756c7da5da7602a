import { createHash, randomUUID } from 'node:crypto';
import { recountCampaign } from '@/lib/campaigns';
import type { Tx } from '@/lib/db';

type Recipient = {
  email: string;
  opens?: number;
  clicks?: number;
  replies?: number;
  forwards?: number;
  unsubscribed?: boolean;
  softBounced?: boolean;
  hardBounced?: boolean;
};

type CampaignInput = {
  name?: string;
  status?: string;
  integrationId?: bigint;
  /** The book it went to; a new one of the integration when left out. */
  addressBookId?: bigint;
  timeZone?: string;
  sentAt?: string;
  recipients: readonly Recipient[];
  /** Opens and clicks of the first recipient. */
  openTimes?: readonly string[];
  clicks?: readonly { at: string; url: string }[];
  summary?: Record<string, number>;
};

const someId = (): number => Math.floor(Math.random() * 2_000_000_000) + 1;

/** An email campaign as an import leaves it, under a marketing campaign of its own. */
export async function createCampaign(
  tx: Tx,
  input: CampaignInput,
): Promise<{ id: string; integrationId: bigint; addressBookId: bigint; marketingCampaignId: bigint }> {
  const integrationId =
    input.integrationId ??
    (
      await tx.integration.create({
        data: {
          name: `Account ${randomUUID()}`,
          username: 'apiuser',
          timeZone: input.timeZone ?? 'Europe/London',
        },
      })
    ).id;
  const addressBookId =
    input.addressBookId ??
    (
      await tx.addressBook.create({
        data: { integrationId, dotdigitalId: someId(), name: 'Newsletter', visibility: 'Private' },
      })
    ).id;
  const name = input.name ?? 'October arrivals';
  const sentAt = new Date(input.sentAt ?? '2026-10-28T18:00:00Z');
  const marketing = await tx.marketingCampaign.create({ data: { name, code: randomUUID().slice(0, 18) } });
  const { id: campaignId } = await tx.emailCampaign.create({
    data: {
      integrationId,
      dotdigitalId: someId(),
      name,
      subject: `About ${name}`,
      fromName: 'Northwind',
      status: input.status ?? 'Sent',
      sentAt,
      marketingCampaignId: marketing.id,
      hadMarketingCampaign: true,
      books: { create: { addressBookId } },
    },
  });
  await tx.campaignRecipient.createMany({
    data: input.recipients.map(
      ({ email, opens = 0, clicks = 0, replies = 0, forwards = 0, ...flags }, n) => ({
        campaignId,
        dotdigitalContactId: n + 1,
        emailKey: email,
        openCount: opens,
        clickCount: clicks,
        replyCount: replies,
        forwardCount: forwards,
        sentAt,
        ...flags,
      }),
    ),
  });
  const person = { campaignId, dotdigitalContactId: 1, emailKey: input.recipients[0]?.email ?? '' };
  await tx.campaignOpen.createMany({
    data: (input.openTimes ?? []).map((at) => ({ ...person, openedAt: new Date(at) })),
  });
  await tx.campaignClick.createMany({
    data: (input.clicks ?? []).map(({ at, url }) => ({
      ...person,
      url,
      urlHash: createHash('md5').update(url).digest(),
      clickedAt: new Date(at),
    })),
  });
  if (input.summary)
    await tx.campaignSummary.create({ data: { campaignId, numbers: input.summary, fetchedAt: sentAt } });
  await recountCampaign(tx, campaignId);
  return { id: String(campaignId), integrationId, addressBookId, marketingCampaignId: marketing.id };
}
