import { z } from 'zod';
import {
  campaignStatuses,
  createCampaign,
  getCampaign,
  listFromAddresses,
  replyActions,
  type Campaign,
  type SplitTest,
} from '../engine/campaigns/campaign';
import { listFilteredCampaigns, listCampaigns, listSentBetween } from '../engine/campaigns/lists';
import { readSplitResults } from '../engine/campaigns/split-test';
import { deliveredOf, rateOf, summarise } from '../engine/campaigns/summarise';
import { readDate, writeDate } from '../engine/dates';
import { invalidParameter, refuse } from '../engine/failure';
import type { World } from '../engine/world';
import { defineRoute, ok, type Call, type Route } from '../http/route';
import { writeCampaign } from './wire/campaign';
import { wordOf } from '../engine/words';

const splitSchema = z.object({
  name: z.string().default(''),
  subjects: z.array(z.string()).nullish(),
  fromNames: z.array(z.string()).nullish(),
  fromAddresses: z.array(z.object({ id: z.number().int(), email: z.string().nullish() })).nullish(),
  htmlContents: z.array(z.string()).nullish(),
  plainTextContents: z.array(z.string()).nullish(),
  replyAction: wordOf(replyActions).optional(),
  replyToAddress: z.string().nullish(),
  customReplyToAddress: z.string().nullish(),
});

function writeDetails(world: World, campaign: Campaign, inList: boolean): Record<string, unknown> {
  const tags = campaign.tags.map((name) => ({ name }));
  return {
    ...writeCampaign(world, campaign, inList),
    type: campaign.kind,
    tags,
    splitTestOptions: campaign.split ? campaign.split.subjects : null,
    ...(campaign.sent === null ? {} : { sentDate: writeDate(campaign.sent) }),
  };
}

function writeExtended(world: World, campaign: Campaign): Record<string, unknown> {
  return {
    ...writeCampaign(world, campaign, true),
    type: campaign.kind,
    tags: campaign.tags,
    sentDate: campaign.sent === null ? null : writeDate(campaign.sent),
    scheduledDate: campaign.scheduled === null ? null : writeDate(campaign.scheduled),
  };
}

function writeSplit(campaign: Campaign, split: SplitTest): Record<string, unknown> {
  return {
    id: campaign.id,
    name: campaign.name,
    subjects: split.subjects,
    fromNames: split.fromNames,
    fromAddresses: split.fromAddresses,
    htmlContents: split.htmlContents,
    plainTextContents: split.plainTextContents,
    replyAction: campaign.replyAction,
    replyToAddress: campaign.replyTo,
    status: campaign.status,
    customReplyToAddress: campaign.customReplyTo,
  };
}

function createSplit({ world, account, body }: Call<z.infer<typeof splitSchema>>): Campaign {
  const from = listFromAddresses(world, account.id);
  const split: SplitTest = {
    subjects: body.subjects ?? [],
    fromNames: body.fromNames ?? [],
    htmlContents: body.htmlContents ?? [],
    plainTextContents: body.plainTextContents ?? [],
    fromAddresses: (body.fromAddresses ?? []).flatMap(({ id }) => from.filter((known) => known.id === id)),
  };
  const [subject, fromName, html, plain] = [
    split.subjects[0],
    split.fromNames[0],
    split.htmlContents[0],
    split.plainTextContents[0],
  ];
  if (!subject || !fromName || !html || !plain)
    throw refuse('ERROR_CAMPAIGN_INVALID', 'A split test needs subjects, from names and contents.');
  return createCampaign(world, account.id, {
    name: body.name,
    subject,
    fromName,
    fromAddress: split.fromAddresses[0],
    htmlContent: html,
    plainTextContent: plain,
    replyAction: body.replyAction,
    replyToAddress: body.replyToAddress,
    customReplyToAddress: body.customReplyToAddress,
    split,
  });
}

function writeMetrics(world: World, campaign: Campaign): Record<string, unknown> {
  const { total } = summarise(world, campaign);
  const delivered = deliveredOf(total);
  const rate = (part: number, whole: number): number => rateOf(world, part, whole);
  return {
    campaignId: campaign.id,
    dateSent: writeDate(campaign.sent ?? campaign.created),
    campaignName: campaign.name,
    campaignType: campaign.kind,
    sent: total.sent,
    delivered,
    uniqueOpens: total.uniqueOpens,
    clicks: total.clicks,
    hardBounces: total.hardBounces,
    softBounces: total.softBounces,
    replies: total.replies,
    unsubscribes: total.unsubscribes,
    forwards: total.forwards,
    uniqueClicks: total.clickers,
    sendStatusFails: 0,
    mailBlocks: total.blocks,
    opens: total.opens,
    complaints: total.complaints,
    pageViews: total.pageViews,
    percentageDelivered: rate(delivered, total.sent),
    percentageUniqueOpens: rate(total.uniqueOpens, delivered),
    percentageHardBounces: rate(total.hardBounces, total.sent),
    percentageSoftBounces: rate(total.softBounces, total.sent),
    percentageReplies: rate(total.replies, delivered),
    percentageUnsubscribes: rate(total.unsubscribes, delivered),
    percentageUniqueClicks: rate(total.clickers, delivered),
    percentageUniqueClicksToOpens: rate(total.clickers, total.uniqueOpens),
    revenue: 0,
    conversionRate: 0,
    assistedRevenue: 0,
    orders: 0,
    assistedOrders: 0,
    tags: campaign.tags,
    subjectLine: campaign.subject,
    fromName: campaign.fromName,
    fromAddress:
      listFromAddresses(world, campaign.account).find(({ id }) => id === campaign.fromAddress)?.email ?? null,
    isSplitTest: campaign.split !== null,
  };
}

function dateOf(call: Call, name: string): number | undefined {
  const text = call.query(name);
  if (!text) return undefined;
  const time = readDate(text);
  if (time === undefined) throw invalidParameter(`${name} is not a valid date.`);
  return time;
}

export const campaignDetailRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/filtered',
    tier: 'medium',
    maxSelect: 1000,
    handle: (call) => {
      const words = call.queries('~statuses').flatMap((text) => text.split(','));
      const statuses = words
        .map((word) => wordOf(campaignStatuses).safeParse(word))
        .flatMap((read) => (read.success ? [read.data] : []));
      const type = wordOf(['Standard', 'Triggered']).safeParse(call.query('~type'));
      if (statuses.length < words.length || (call.query('~type') && !type.success))
        throw invalidParameter('A filter is not valid.');
      const campaigns = listFilteredCampaigns(
        call.world,
        call.account.id,
        {
          kind: type.success ? type.data : undefined,
          tags: call.queries('~tags').flatMap((text) => text.split(',')),
          statuses,
          sentFrom: dateOf(call, '~sentDate'),
          scheduledFrom: dateOf(call, '~scheduledDateFrom'),
          scheduledTo: dateOf(call, '~scheduledDateTo'),
        },
        call.page,
      );
      return ok(campaigns.map((campaign) => writeExtended(call.world, campaign)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/with-details',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) =>
      ok(listCampaigns(world, account.id, page).map((campaign) => writeDetails(world, campaign, true))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/{campaignId}/with-details',
    tier: 'medium',
    handle: ({ world, account, int }) =>
      ok(writeDetails(world, getCampaign(world, account.id, int('campaignId')), false)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/campaigns/split-test',
    tier: 'medium',
    body: splitSchema,
    handle: (call) => {
      const campaign = createSplit(call);
      return { status: 201, body: campaign.split ? writeSplit(campaign, campaign.split) : undefined };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/{campaignId}/split-test',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      if (!campaign.split) throw refuse('ERROR_CAMPAIGN_INVALID', 'The campaign is not a split test.');
      const { versions, metric } = readSplitResults(world, campaign);
      return ok({ versions, splitTestWinnerMetric: metric });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/metrics',
    tier: 'low',
    maxSelect: 1000,
    handle: (call) => {
      const from = dateOf(call, 'startDate') ?? 0;
      const to = dateOf(call, 'endDate') ?? call.world.now();
      return ok(
        listSentBetween(call.world, call.account.id, from, to, call.page).map((campaign) =>
          writeMetrics(call.world, campaign),
        ),
      );
    },
  }),
];
