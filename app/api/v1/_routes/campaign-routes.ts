import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import {
  campaignStatistics,
  getEmailCampaign,
  getMarketingCampaign,
  mergeMarketingCampaigns,
  pageEmailCampaigns,
  pageMarketingCampaigns,
  pageRecipients,
} from '@/lib/campaigns';
import {
  MergeMarketingCampaigns,
  rateOf,
  recipientStates,
  shownCounts,
  type CampaignCounts,
  type RecipientState,
} from '@/lib/campaigns/schemas';
import { CrmEntity } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';
import { PageOnly, pageOf, paging } from './pages';

const read = { permission: 'statistics.read', scope: 'statistics:read' } as const;
const email = { ...read, tag: 'email-campaigns' } as const;
const marketing = { ...read, tag: 'marketing-campaigns' } as const;

const text = z.string().nullable();
const time = z.iso.datetime().nullable();
const Named = z.strictObject({ id: z.string(), name: z.string() });
const int = z.int();
const Counts = z.strictObject({
  recipients: int,
  delivered: int,
  openers: int,
  opens: int,
  clickers: int,
  clicks: int,
  repliers: int,
  forwards: int,
  pageViews: int,
  unsubscribed: int,
  softBounced: int,
  hardBounced: int,
  /** Without what machines did. */
  humanOpeners: int,
  humanOpens: int,
  humanClickers: int,
  humanClicks: int,
});

const row = {
  id: z.string(),
  name: z.string(),
  subject: z.string(),
  status: z.string(),
  sentAt: time,
  goneAt: time,
  integration: Named,
  marketingCampaign: Named.nullable(),
  counts: Counts,
};
const EmailCampaign = z.strictObject({
  ...row,
  dotdigitalId: int,
  fromName: z.string(),
  fromAddress: z.string(),
  replyAction: z.string(),
  replyToAddress: z.string(),
  isSplitTest: z.boolean(),
  hasMail: z.boolean(),
  timeZone: z.string(),
  books: z.array(Named),
  lists: z.array(Named),
  readAt: time,
});

const rate = z.number().nullable();
const Rates = z.strictObject({
  delivered: rate,
  opened: rate,
  clicked: rate,
  clickedToOpened: rate,
  unsubscribed: rate,
  bounced: rate,
});
const HumanRates = z.strictObject({ opened: rate, clicked: rate, clickedToOpened: rate });
const Statistics = z.strictObject({
  counts: Counts,
  /** Shares from 0 to 1, worked out of the counts; null where there is nothing to share. */
  rates: Rates,
  /** The same without what machines did, as the pages show them. */
  humanRates: HumanRates,
  complaints: int.nullable(),
  previous: z.strictObject({ id: z.string(), name: z.string(), counts: Counts }).nullable(),
  differences: z.array(z.strictObject({ what: z.string(), dotdigital: z.number(), counted: z.number() })),
});
const Recipient = z.strictObject({
  contactId: int,
  email: z.string(),
  name: text,
  recordId: text,
  entity: CrmEntity.nullable(),
  opens: int,
  clicks: int,
  replies: int,
  forwards: int,
  pageViews: int,
  firstOpenedAt: time,
  lastOpenedAt: time,
  state: z.enum(Object.keys(recipientStates) as [RecipientState, ...RecipientState[]]),
});

const marketingRow = {
  id: z.string(),
  name: z.string(),
  code: z.string(),
  startAt: text,
  endAt: text,
  counts: Counts,
};
const MarketingCampaignRow = z.strictObject({ ...marketingRow, campaignCount: int, lastSentAt: time });
const MarketingCampaign = z.strictObject({
  ...marketingRow,
  description: z.string(),
  version: int,
  complaints: int.nullable(),
  campaigns: z.array(z.strictObject(row)),
});
const MarketingStatistics = z.strictObject({
  counts: Counts,
  rates: Rates,
  humanRates: HumanRates,
  complaints: int.nullable(),
});

function ratesOf(counts: CampaignCounts): {
  rates: z.infer<typeof Rates>;
  humanRates: z.infer<typeof HumanRates>;
} {
  const [all, people] = [shownCounts(counts, 'in'), shownCounts(counts, 'out')];
  return {
    rates: {
      delivered: rateOf('delivered', all),
      opened: rateOf('opened', all),
      clicked: rateOf('clicked', all),
      clickedToOpened: rateOf('clickToOpen', all),
      unsubscribed: rateOf('unsubscribed', all),
      bounced: rateOf('bounced', all),
    },
    humanRates: {
      opened: rateOf('opened', people),
      clicked: rateOf('clicked', people),
      clickedToOpened: rateOf('clickToOpen', people),
    },
  };
}

export const campaignRoutes: ApiRoute[] = [
  defineApiRoute({
    ...email,
    method: 'GET',
    path: '/email-campaigns',
    summary: 'List sent e-mail campaigns',
    answer: pageOf(z.strictObject(row)),
    query: z.strictObject({
      ...paging,
      integrationId: idText.optional(),
      marketingCampaignId: idText.optional(),
    }),
    run: (ctx, { query: { limit, cursor, ...filter } }) =>
      pageEmailCampaigns(ctx, { limit, after: cursor, filter }),
  }),
  defineApiRoute({
    ...email,
    method: 'GET',
    path: '/email-campaigns/{id}',
    summary: 'One e-mail campaign',
    answer: EmailCampaign,
    run: (ctx, { params }) => getEmailCampaign(ctx, params.id),
  }),
  defineApiRoute({
    ...email,
    method: 'GET',
    path: '/email-campaigns/{id}/statistics',
    summary: 'Its counts and rates',
    answer: Statistics,
    run: async (ctx, { params }) => {
      const { before: _, ...statistics } = await campaignStatistics(ctx, params.id);
      return { ...statistics, ...ratesOf(statistics.counts) };
    },
  }),
  defineApiRoute({
    ...email,
    permission: 'crm.read',
    method: 'GET',
    path: '/email-campaigns/{id}/recipients',
    summary: 'Its people, each with their numbers',
    query: PageOnly,
    answer: pageOf(Recipient),
    run: (ctx, { params, query }) =>
      pageRecipients(ctx, { id: params.id, limit: query.limit, after: query.cursor }),
  }),
  defineApiRoute({
    ...marketing,
    method: 'GET',
    path: '/marketing-campaigns',
    summary: 'List marketing campaigns',
    query: PageOnly,
    answer: pageOf(MarketingCampaignRow),
    run: (ctx, { query }) => pageMarketingCampaigns(ctx, { limit: query.limit, after: query.cursor }),
  }),
  defineApiRoute({
    tag: 'marketing-campaigns',
    permission: 'campaigns.write',
    scope: 'admin',
    method: 'POST',
    path: '/marketing-campaigns/merge',
    summary: 'Make several marketing campaigns one',
    description:
      'The e-mail campaigns of fromIds, and with them their numbers, go under intoId. Refused (409) while a marketing list asks for one that would go.',
    body: MergeMarketingCampaigns.strict(),
    answer: MarketingCampaign,
    run: async (ctx, { body }) => getMarketingCampaign(ctx, (await mergeMarketingCampaigns(ctx, body)).id),
    effect: {
      action: () => 'marketing-campaign.merge',
      again: (ctx, { subjectId }) => getMarketingCampaign(ctx, String(subjectId)),
    },
  }),
  defineApiRoute({
    ...marketing,
    method: 'GET',
    path: '/marketing-campaigns/{id}',
    summary: 'One marketing campaign with its e-mail campaigns',
    answer: MarketingCampaign,
    run: (ctx, { params }) => getMarketingCampaign(ctx, params.id),
  }),
  defineApiRoute({
    ...marketing,
    method: 'GET',
    path: '/marketing-campaigns/{id}/statistics',
    summary: 'What its e-mail campaigns add up to',
    answer: MarketingStatistics,
    run: async (ctx, { params }) => {
      const { counts, complaints } = await getMarketingCampaign(ctx, params.id);
      return { counts, complaints, ...ratesOf(counts) };
    },
  }),
];
