import { z } from 'zod';
import { Currency } from '../currency';
import { idText, plainText, requiredLine } from '../text';
import { CrmEntity } from '../crm/schemas';
import type { CampaignCounts, Machines, PeopleCounts, ShownCounts } from './figures';

export { changeOfRate } from './change-of-rate';
export { changeAgainst, changeAgainstMedian, type FigureChange } from './figure-changes';

export {
  bestOf,
  comparedFigures,
  countOf,
  noCounts,
  machineChoices,
  fewestForMedian,
  medianOf,
  mostForMedian,
  rateOf,
  readMachines,
  shownCounts,
  shownPeople,
  type CampaignCounts,
  type Figure,
  type Machines,
  type PeopleCounts,
  type ShownCounts,
} from './figures';

type Named = { id: string; name: string };

export type EmailCampaignRow = {
  id: string;
  name: string;
  subject: string;
  status: string;
  sentAt: string | null;
  goneAt: string | null;
  integration: Named;
  marketingCampaign: Named | null;
  counts: CampaignCounts;
};

/** A row of the grid of all campaigns. */
export type ListedCampaign = EmailCampaignRow & {
  fromName: string;
  books: Named[];
  /** Connected to those books now, as far as the person may see them. */
  lists: Named[];
  /** Opens of people in each six hours of its first three days. */
  trend: number[];
};

export const CampaignId = z.object({ id: idText });

export const shownStatuses = ['Sent', 'Triggered', 'Sending'] as const;

export type EmailCampaignView = EmailCampaignRow & {
  dotdigitalId: number;
  fromName: string;
  fromAddress: string;
  replyAction: string;
  replyToAddress: string;
  isSplitTest: boolean;
  hasMail: boolean;
  /** The account's own zone: statistics are told in it. */
  timeZone: string;
  books: Named[];
  /** Lists connected to those books now. */
  lists: Named[];
  /** When its recipients were last read to the end. */
  readAt: string | null;
};

/** What Dotdigital itself says, where it differs from what we counted. */
export type SummaryDifference = { what: string; dotdigital: number; counted: number };

export type CampaignStatistics = {
  counts: CampaignCounts;
  /** Only Dotdigital's summary knows complaints; null until it was read. */
  complaints: number | null;
  previous: { id: string; name: string; counts: CampaignCounts } | null;
  /** Of those that the same account sent before it, newest first: what it is measured by. */
  before: CampaignCounts[];
  differences: SummaryDifference[];
};

export const timelineSteps = ['minute', '15 minutes', 'hour', 'day', 'week'] as const;
export type TimelineStep = (typeof timelineSteps)[number];

export type CampaignTimeline = {
  per: TimelineStep;
  timeZone: string;
  points: { at: string; opens: number; clicks: number }[];
};

export type CampaignLink = { url: string; clicks: number; people: number };

/** An hour of the week in the account's zone; Monday is 1. */
export type HourOfWeek = { weekday: number; hour: number; opens: number; clicks: number };

/** Which orders count for a campaign: shown with the figure, and changeable in the address. */
export const RevenueRule = z.object({
  days: z.coerce.number().int().min(1).max(90).catch(7),
  after: z.enum(['click', 'open']).catch('click'),
});
export type RevenueRule = z.infer<typeof RevenueRule>;

export type CampaignRevenue = RevenueRule & {
  orders: number;
  /** People who placed them. */
  buyers: number;
  /** Per currency, the largest first. */
  sums: { currency: string; total: number }[];
};

/** By what an audience is told apart: a field of one kind of record, its tags or its lists; `contact.country` in an address. */
export const AudienceSplit = z
  .string()
  .max(80)
  .transform((text, check) => {
    const [, entity = '', name = ''] = /^([a-z]+)\.(.+)$/.exec(text) ?? [];
    const known = CrmEntity.safeParse(entity);
    if (known.success) return { entity: known.data, name };
    check.addIssue({ code: 'custom', message: 'Names no kind of record.', input: text });
    return z.NEVER;
  });
export type AudienceSplit = z.infer<typeof AudienceSplit>;
export const splitText = ({ entity, name }: AudienceSplit): string => `${entity}.${name}`;

/** What the people of a campaign are asked by, beside the filters of their grid; it stands in the same address. */
export type RecipientAsk = { machines: Machines; revenue: RevenueRule; split: AudienceSplit | null };

export type SplitChoices = { label: string; options: { value: string; label: string }[] }[];

/** `value`: who has it; `others`: who has one of the rarer values; `empty`: who has none; `none`: who is no record of that kind. */
export type AudiencePart = {
  kind: 'value' | 'others' | 'empty' | 'none';
  /** By what it is told from other values; only of `value`. */
  key: string | null;
  label: string;
  /** How many values it stands for. */
  values: number;
  counts: ShownCounts;
};

export type Audience = {
  split: AudienceSplit;
  label: string;
  /** One person may have several, and counts in each. */
  isMany: boolean;
  parts: AudiencePart[];
};

export type CampaignClientRow = { client: string; device: string; opens: number };

export type FeedKind = 'opened' | 'clicked' | 'unsubscribed' | 'bounced softly' | 'bounced hard';

/** Something that a recipient did, or that happened to their mail. */
export type FeedEvent = {
  key: string;
  kind: FeedKind;
  /** When the mail was sent, where Dotdigital tells no moment of its own. */
  at: string;
  isOwnTime: boolean;
  byMachine: boolean;
  email: string;
  name: string | null;
  recordId: string | null;
  entity: CrmEntity | null;
  /** Of a click. */
  url: string | null;
};

export type CampaignFeed = {
  events: FeedEvent[];
  /** What asks for those before; null: there are none. */
  next: string | null;
  /** When its rows were last read to the end, and when the account is read next. */
  readAt: string | null;
  nextReadAt: string | null;
  state: 'sending' | 'sent' | 'not read' | 'account off';
};

export const FeedQuery = z.object({
  machine: z.string().optional(),
  before: z.string().max(200).optional(),
});

export const recipientStates = {
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
  unsubscribed_later: 'unsubscribed later',
  soft_bounced: 'soft bounced',
  hard_bounced: 'hard bounced',
  suppressed: 'suppressed later',
} as const;
export type RecipientState = keyof typeof recipientStates;

/** What became of the mail, in the words of the key figures. */
export const recipientResults = {
  delivered: 'delivered',
  bounced: 'bounced',
  soft_bounced: 'soft bounced',
  hard_bounced: 'hard bounced',
  opened: 'opened',
  clicked: 'clicked',
  replied: 'replied',
  unsubscribed: 'unsubscribed',
  unopened: 'received, never opened',
  ordered: 'ordered',
} as const;
export type RecipientResult = keyof typeof recipientResults;
export const recipientResultList = Object.keys(recipientResults) as RecipientResult[];

export type RecipientRow = {
  contactId: number;
  email: string;
  name: string | null;
  recordId: string | null;
  entity: 'contact' | 'lead' | 'customer' | null;
  opens: number;
  clicks: number;
  replies: number;
  forwards: number;
  pageViews: number;
  firstOpenedAt: string | null;
  lastOpenedAt: string | null;
  state: RecipientState;
};

export type PeopleCondition = {
  kind: 'condition';
  field: string;
  operator: string;
  value?: string | number | boolean | string[] | [number, number];
  campaignId?: string;
  not?: boolean;
};

/** The filter of a marketing list, as lib/marketing-lists stores it. */
export type PeopleFilter = {
  version: 1;
  root: { kind: 'group'; combinator: 'all'; rules: PeopleCondition[] };
};

export type MarketingCampaignRow = {
  id: string;
  name: string;
  code: string;
  startAt: string | null;
  endAt: string | null;
  campaignCount: number;
  lastSentAt: string | null;
  counts: CampaignCounts;
};

/** Of many recipients counted by a job: `countedAt` says when where something has changed since, null counts that it was not yet. */
export type MarketingPeople = { counts: PeopleCounts | null; countedAt: string | null };

export type MarketingCampaignView = Omit<MarketingCampaignRow, 'campaignCount' | 'lastSentAt'> & {
  description: string;
  budget: number | null;
  budgetCurrency: string | null;
  owner: Named | null;
  mayChange: boolean;
  /** What was merged into it: these codes lead here. */
  mergedCodes: { id: string; name: string; code: string }[];
  version: number;
  complaints: number | null;
  people: MarketingPeople;
  campaigns: EmailCampaignRow[];
};

const day = z.iso.date({ error: 'Enter a date.' }).nullable();

const maxBudget = 999_999_999_999;

export const UpdateMarketingCampaign = z
  .object({
    id: idText,
    version: z.number().int(),
    name: requiredLine('a name'),
    code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,20}$/, {
        error: 'Use 1 to 20 letters, digits, hyphens or underscores.',
      }),
    description: plainText.trim().max(5_000, { error: 'At most 5,000 characters.' }),
    startAt: day,
    endAt: day,
    budget: z
      .number({ error: 'Enter an amount.' })
      .min(0, { error: 'Not less than 0.' })
      .max(maxBudget, { error: 'At most 999,999,999,999.' })
      .refine((amount) => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-3, {
        error: 'At most two decimals.',
      })
      .nullable(),
    budgetCurrency: Currency.nullable(),
    ownerId: idText.nullable(),
  })
  .refine(({ startAt, endAt }) => !startAt || !endAt || startAt <= endAt, {
    error: 'The end is before the start.',
    path: ['endAt'],
  })
  .refine(({ budget, budgetCurrency }) => budget === null || budgetCurrency !== null, {
    error: 'Choose the currency of the budget.',
    path: ['budgetCurrency'],
  });
export type UpdateMarketingCampaign = z.infer<typeof UpdateMarketingCampaign>;

const ids = (none: string) =>
  z
    .array(idText)
    .min(1, { error: none })
    .max(100, { error: 'At most 100 at once.' })
    .refine((all) => new Set(all).size === all.length, { error: 'Names one twice.' });

/** As it was shown; left out: whichever it is now. */
const version = z.number().int().optional();

/** The others go into `intoId`. */
export const MergeMarketingCampaigns = z.object({
  intoId: idText,
  fromIds: ids('Name at least one that goes.'),
  version,
});
export type MergeMarketingCampaigns = z.infer<typeof MergeMarketingCampaigns>;
export type MarketingMerged = { id: string; mergeId: string; emailCampaigns: number };

export const UndoMarketingMerge = z.object({ mergeId: idText });
export type UndoMarketingMerge = z.infer<typeof UndoMarketingMerge>;
/** `kept`: email campaigns that somebody moved since, in words. */
export type MarketingMergeUndone = { id: string; name: string; back: Named[]; kept: string[] };

export type MarketingMergeView = {
  id: string;
  by: string;
  at: string;
  merged: { id: string; name: string; code: string; emailCampaigns: number }[];
};

export const SplitMarketingCampaign = z.object({
  id: idText,
  version,
  name: requiredLine('a name'),
  emailCampaignIds: ids('Choose at least one email campaign.'),
});
export type SplitMarketingCampaign = z.infer<typeof SplitMarketingCampaign>;
export type MarketingSplit = { id: string; name: string; fromId: string; emailCampaigns: number };

/** `fromId`: where it was shown; left out: wherever it is now. */
export const MoveEmailCampaign = z.object({
  id: idText,
  fromId: idText.nullable().optional(),
  toId: idText,
});
export type MoveEmailCampaign = z.infer<typeof MoveEmailCampaign>;
export type EmailCampaignMoved = {
  id: string;
  name: string;
  fromId: string | null;
  toId: string;
  toName: string;
};

/** How a marketing campaign went on: what was opened per day or week, and when its email campaigns were sent. */
export type MarketingTimeline = CampaignTimeline & { sends: { id: string; name: string; at: string }[] };

export const minCompared = 2;
export const maxCompared = 6;

/** Ids as they stand in the address of a comparison, `ids=1,2`; one that stands twice is one. */
export const ComparedIds = z
  .string()
  .max(400)
  .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
  .pipe(
    z
      .array(idText)
      .min(minCompared, { error: 'Choose at least two campaigns to compare.' })
      .max(maxCompared, { error: 'At most six campaigns are compared at once.' }),
  );
export type ComparedIds = z.output<typeof ComparedIds>;

export type ComparedCampaign = EmailCampaignRow & { complaints: number | null; revenue: CampaignRevenue };

export const comparedHours = [24, 72, 168, 720] as const;
export type SinceSending = {
  /** Hours since sending that are told; null: it was not sent so long ago. */
  hours: number[];
  series: { id: string; opens: (number | null)[]; clicks: (number | null)[] }[];
};

export type CampaignOption = { id: string; name: string; sentAt: string | null };

/** What one address did with its campaigns; the counts are of campaigns in the place of people. */
export type PersonEngagement = {
  counts: CampaignCounts;
  /** By the month of sending (2026-11), from the first one on, without gaps; at most two years. */
  months: { month: string; counts: CampaignCounts }[];
  /** The hour of the week with most opens, in the zone of the account; null: too few opens in any to tell. */
  bestHour: { weekday: number; hour: number; opens: number } | null;
  lastOpenedAt: string | null;
  lastClickedAt: string | null;
};

/** Shown of an account, the latest. */
export const maxSmsCampaigns = 200;

export const SmsCampaignsInput = z.object({ integrationId: idText });
export type SmsCampaign = {
  dotdigitalId: number;
  name: string;
  message: string;
  from: string | null;
  /** Dotdigital's word: Unsent, Sending, Sent, Cancelled. */
  status: string;
};
