import { z } from 'zod';
import { listFromAddresses, replyActions, type Campaign } from '../../engine/campaigns/campaign';
import type { Send } from '../../engine/campaigns/send-campaign';
import { writeDate } from '../../engine/dates';
import { dated } from '../../http/row-time';
import type { World } from '../../engine/world';
import { wordOf } from '../../engine/words';

const fromAddressSchema = z.object({ id: z.number().optional(), email: z.string().nullish() }).nullish();

export const campaignSchema = z.object({
  id: z.number().nullish(),
  name: z.string().default(''),
  subject: z.string().default(''),
  fromName: z.string().default(''),
  fromAddress: fromAddressSchema,
  htmlContent: z.string().default(''),
  plainTextContent: z.string().default(''),
  replyAction: wordOf(replyActions).optional(),
  replyToAddress: z.string().nullish(),
  customReplyToAddress: z.string().nullish(),
  isSplitTest: z.unknown().optional(),
  status: z.unknown().optional(),
});

/** Lists leave the two contents out. */
export function writeCampaign(world: World, campaign: Campaign, inList = false): Record<string, unknown> {
  const fromAddress = listFromAddresses(world, campaign.account).find(
    ({ id }) => id === campaign.fromAddress,
  );
  const written = {
    id: campaign.id,
    name: campaign.name,
    subject: campaign.subject,
    fromName: campaign.fromName,
    fromAddress: fromAddress ?? null,
    htmlContent: inList ? null : campaign.html,
    plainTextContent: inList ? null : campaign.plain,
    replyAction: campaign.replyAction,
    replyToAddress: campaign.replyTo,
    isSplitTest: campaign.split !== null,
    status: campaign.status,
    ...(world.settings.legacy ? {} : { customReplyToAddress: campaign.customReplyTo }),
  };
  return dated(written, campaign.created);
}

export function writeSend({ id, status, request }: Send): Record<string, unknown> {
  return {
    id,
    campaignId: request.campaignId,
    addressBookIds: request.addressBookIds,
    contactIds: request.contactIds,
    ...(request.sendDate === null ? {} : { sendDate: writeDate(request.sendDate) }),
    splitTestOptions: request.splitTestOptions,
    status,
  };
}
