import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { documented } from '@/app/_server/api/documented';
import {
  campaignStatistics,
  compareCampaigns,
  getEmailCampaign,
  getMarketingCampaign,
  mergeMarketingCampaigns,
  moveEmailCampaign,
  pageEmailCampaigns,
  pageMarketingCampaigns,
  pageRecipients,
  splitMarketingCampaign,
  undoMarketingMerge,
} from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import {
  ComparedIds,
  MergeMarketingCampaigns,
  MoveEmailCampaign,
  RevenueRule,
  SplitMarketingCampaign,
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
/** Each address once, however many of the e-mail campaigns it got. */
const People = z.strictObject({
  /** null: many recipients, and not counted yet. */
  counts: Counts.pick({
    recipients: true,
    delivered: true,
    openers: true,
    clickers: true,
    repliers: true,
    unsubscribed: true,
    softBounced: true,
    hardBounced: true,
    humanOpeners: true,
    humanClickers: true,
  }).nullable(),
  /** When they were counted, where something has changed since. */
  countedAt: time,
});
const MarketingCampaign = z.strictObject({
  ...marketingRow,
  description: z.string(),
  budget: z.number().nullable(),
  budgetCurrency: text,
  owner: Named.nullable(),
  /** Merged into it: their codes lead here. */
  mergedCodes: z.array(z.strictObject({ id: z.string(), name: z.string(), code: z.string() })),
  version: int,
  complaints: int.nullable(),
  people: People,
  campaigns: z.array(z.strictObject(row)),
});
/** What the audit line of a merge holds. */
const MergeDetail = z.object({ mergeId: z.string() });
const Merged = MarketingCampaign.extend({ mergeId: z.string() });
const MergeUndone = z.strictObject({
  id: z.string(),
  name: z.string(),
  back: z.array(Named),
  /** E-mail campaigns that were moved since and stay where they are. */
  kept: z.array(z.string()),
});
const Moved = z.strictObject({
  id: z.string(),
  name: z.string(),
  fromId: text,
  toId: z.string(),
  toName: z.string(),
});
const MarketingStatistics = z.strictObject({
  counts: Counts,
  rates: Rates,
  humanRates: HumanRates,
  complaints: int.nullable(),
  people: People,
});
const Compared = z.strictObject({
  ...row,
  rates: Rates,
  humanRates: HumanRates,
  complaints: int.nullable(),
  revenue: z.strictObject({
    days: int,
    after: z.enum(['click', 'open']),
    orders: int,
    buyers: int,
    sums: z.array(z.strictObject({ currency: z.string(), total: z.number() })),
  }),
});

async function marketingCampaign(ctx: Context, id: string): Promise<z.input<typeof MarketingCampaign>> {
  const { mayChange: _, ...campaign } = await getMarketingCampaign(ctx, id);
  return campaign;
}

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
    path: '/email-campaigns/compare',
    summary: 'Two to six e-mail campaigns side by side',
    description: 'ids: two to six, with commas between them. Orders count within seven days after a click.',
    query: z.strictObject({
      ids: documented(ComparedIds, () => ({ type: 'string', pattern: '^\\d+(,\\d+){1,5}$' })),
    }),
    answer: z.strictObject({ campaigns: z.array(Compared) }),
    run: async (ctx, { query: { ids } }) => {
      const campaigns = await compareCampaigns(ctx, { ids, revenue: RevenueRule.parse({}) });
      return { campaigns: campaigns.map((one) => ({ ...one, ...ratesOf(one.counts) })) };
    },
  }),
  defineApiRoute({
    tag: 'email-campaigns',
    permission: 'campaigns.write',
    scope: 'admin',
    method: 'POST',
    path: '/email-campaigns/{id}/move',
    summary: 'Put it under another marketing campaign',
    description: 'Refused (409) where fromId is given and it is not under that one any more.',
    body: MoveEmailCampaign.omit({ id: true }).strict(),
    answer: Moved,
    wakes: true,
    run: (ctx, { params, body }) => moveEmailCampaign(ctx, { id: params.id, ...body }),
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
    description: 'code: the one that has it, or into which the one that has it was merged.',
    query: z.strictObject({ ...paging, code: z.string().max(20).optional() }),
    answer: pageOf(MarketingCampaignRow),
    run: (ctx, { query: { limit, cursor, code } }) =>
      pageMarketingCampaigns(ctx, { limit, after: cursor, code }),
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
    answer: Merged,
    wakes: true,
    run: async (ctx, { body }) => {
      const { id, mergeId } = await mergeMarketingCampaigns(ctx, body);
      return { ...(await marketingCampaign(ctx, id)), mergeId };
    },
    effect: {
      action: () => 'marketing-campaign.merge',
      again: async (ctx, { subjectId, detail }) => ({
        ...(await marketingCampaign(ctx, String(subjectId))),
        mergeId: MergeDetail.parse(detail).mergeId,
      }),
    },
  }),
  defineApiRoute({
    tag: 'marketing-campaigns',
    permission: 'campaigns.write',
    scope: 'admin',
    method: 'POST',
    path: '/marketing-campaigns/merges/{id}/undo',
    summary: 'Take a merge back',
    description:
      'What was merged is there again with the e-mail campaigns that came along; those moved since stay and are named in kept. A second time changes nothing. Refused (409) where the one they went into was merged itself since.',
    answer: MergeUndone,
    wakes: true,
    run: (ctx, { params }) => undoMarketingMerge(ctx, { mergeId: params.id }),
  }),
  defineApiRoute({
    tag: 'marketing-campaigns',
    permission: 'campaigns.write',
    scope: 'admin',
    method: 'POST',
    path: '/marketing-campaigns/{id}/split',
    summary: 'Take some of its e-mail campaigns into a new one',
    description: 'At least one stays. Refused (409) where one of them is not under it any more.',
    body: SplitMarketingCampaign.omit({ id: true }).strict(),
    answer: MarketingCampaign,
    status: 201,
    wakes: true,
    run: async (ctx, { params, body }) =>
      marketingCampaign(ctx, (await splitMarketingCampaign(ctx, { id: params.id, ...body })).id),
    effect: {
      action: () => 'marketing-campaign.split',
      again: (ctx, { subjectId }) => marketingCampaign(ctx, String(subjectId)),
    },
  }),
  defineApiRoute({
    ...marketing,
    method: 'GET',
    path: '/marketing-campaigns/{id}',
    summary: 'One marketing campaign with its e-mail campaigns',
    answer: MarketingCampaign,
    run: (ctx, { params }) => marketingCampaign(ctx, params.id),
  }),
  defineApiRoute({
    ...marketing,
    method: 'GET',
    path: '/marketing-campaigns/{id}/statistics',
    summary: 'What its e-mail campaigns add up to',
    answer: MarketingStatistics,
    run: async (ctx, { params }) => {
      const { counts, complaints, people } = await getMarketingCampaign(ctx, params.id);
      return { counts, complaints, people, ...ratesOf(counts) };
    },
  }),
];
