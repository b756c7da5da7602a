import { z } from 'zod';
import { CrmEntity } from '../crm/schemas';
import { FilterDefinition } from '../filters/schemas';
import { chosenId, idText, jsonText, plainText, requiredLine } from '../text';
import { isTimeZone } from '../time-zone';
import { MailAction, SmsAction, TriggeredCampaignAction } from './actions/message-actions';

export const payloadOperators = ['is', 'is_not', 'contains', 'at_least', 'at_most', 'is_there'] as const;
export type PayloadOperator = (typeof payloadOperators)[number];

export const payloadOperatorLabels: Record<PayloadOperator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  at_least: 'is at least',
  at_most: 'is at most',
  is_there: 'is there',
};

const PayloadCondition = z
  .strictObject({
    /** Keys on the way to the value, with dots: `plan.name`. */
    path: requiredLine('a key of the payload'),
    operator: z.enum(payloadOperators),
    value: plainText.trim().max(255, { error: 'At most 255 characters.' }).default(''),
  })
  .refine(({ operator, value }) => !['at_least', 'at_most'].includes(operator) || isNumber(value), {
    path: ['value'],
    error: 'Enter a number.',
  });
export type PayloadCondition = z.output<typeof PayloadCondition>;

function isNumber(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text);
}

const wholeNumber = (least: number, most: number) =>
  z
    .number({ error: `Enter a number from ${least} to ${most.toLocaleString('en')}.` })
    .int({ error: `Enter a number from ${least} to ${most.toLocaleString('en')}.` })
    .min(least, { error: `At least ${least}.` })
    .max(most, { error: `At most ${most.toLocaleString('en')}.` });

export const orderChoices = ['any', 'first', 'nth'] as const;

export const listMoves = ['joined', 'left'] as const;

/** Of a record, by its name in the catalogue; a custom one is `custom.<key>`. */
const fieldName = z
  .string()
  .regex(/^[a-zA-Z]{1,40}$|^custom\.[a-z0-9_]{1,40}$/, { error: 'Choose a field.' });

export const campaignDeeds = ['opened', 'clicked', 'not_opened'] as const;

/** What happens to a person. */
export const AutomationTrigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cart'), minutes: wholeNumber(1, 43_200) }),
  z.strictObject({
    kind: z.literal('order'),
    which: z.enum(orderChoices),
    /** Of `nth`. */
    n: wholeNumber(1, 1_000).default(1),
    over: z
      .strictObject({
        amount: z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, { error: 'Enter an amount like 49.90.' }),
        currency: z.string().trim().toUpperCase().length(3, { error: 'Enter three letters like EUR.' }),
      })
      .nullable()
      .default(null),
    /** Containing one of these items; none: whatever is in it. */
    skus: z.array(requiredLine('an item')).max(100, { error: 'At most 100 items.' }).default([]),
  }),
  z.strictObject({
    kind: z.literal('event'),
    name: requiredLine('the name of the event'),
    payload: z.array(PayloadCondition).max(10, { error: 'At most 10 conditions.' }).default([]),
  }),
  z.strictObject({
    kind: z.literal('list'),
    listId: chosenId('a list'),
    move: z.enum(listMoves),
  }),
  z.strictObject({ kind: z.literal('tag'), tag: requiredLine('a tag', 60) }),
  z.strictObject({
    kind: z.literal('field'),
    field: fieldName,
    /** As it is stored; null: whatever value. */
    value: requiredLine('the value', 1_000).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('date'),
    field: fieldName,
    /** After the day; below 0: before it. */
    days: wholeNumber(-365, 365).default(0),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Enter a time like 09:00.' }),
    zone: z.string().refine(isTimeZone, { error: 'Choose a time zone.' }),
    /** From that day on, every year. */
    yearly: z.boolean().default(false),
  }),
  z
    .strictObject({
      kind: z.literal('campaign'),
      did: z.enum(campaignDeeds),
      /** One of the two: an email campaign, or any of a marketing campaign. */
      campaignId: chosenId('a campaign').nullable().default(null),
      marketingCampaignId: chosenId('a campaign').nullable().default(null),
      /** Of `clicked`; null: any link. */
      link: requiredLine('the link', 2_000).nullable().default(null),
      /** Of `not_opened`: so long after it was sent. */
      days: wholeNumber(1, 90).default(3),
    })
    .refine(
      ({ campaignId, marketingCampaignId }) => (campaignId === null) !== (marketingCampaignId === null),
      {
        path: ['campaignId'],
        error: 'Choose a campaign.',
      },
    ),
]);
export type AutomationTrigger = z.output<typeof AutomationTrigger>;
export type TriggerKind = AutomationTrigger['kind'];

export const triggerLabels: Record<TriggerKind, string> = {
  cart: 'Abandoned cart',
  order: 'Completed order',
  event: 'Custom event',
  list: 'Joined or left a list',
  tag: 'Tag added',
  field: 'Field changed to',
  date: 'Date or birthday',
  campaign: 'Campaign opened, clicked or not opened',
};

export { messageOf, type MailAction, type TriggeredCampaignAction } from './actions/message-actions';

/** What is done. */
export const AutomationAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('enrol'),
    programId: wholeNumber(1, 2_147_483_647),
    /** As Dotdigital called it when it was chosen. */
    programName: plainText.max(400),
  }),
  z.strictObject({
    kind: z.literal('tag'),
    change: z.enum(['give', 'take']),
    tag: requiredLine('a tag', 60),
  }),
  z.strictObject({ kind: z.literal('list'), listId: chosenId('a list') }),
  MailAction,
  TriggeredCampaignAction,
  SmsAction,
  z.strictObject({
    kind: z.literal('field'),
    field: fieldName,
    /** As it is stored; null empties. */
    value: requiredLine('the value', 1_000).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    url: requiredLine('the address', 2_000),
  }),
]);
export type AutomationAction = z.output<typeof AutomationAction>;
export type ActionKind = AutomationAction['kind'];

export const actionLabels: Record<ActionKind, string> = {
  enrol: 'Enrol in a Dotdigital program',
  tag: 'Add or remove a tag',
  list: 'Put on a manual list',
  mail: 'Send a transactional e-mail',
  triggered_campaign: 'Send a triggered campaign',
  sms: 'Send a text message (SMS)',
  field: 'Set a field',
  webhook: 'Call a webhook',
};

const channels: Partial<Record<ActionKind, 'email' | 'sms'>> = {
  enrol: 'email',
  mail: 'email',
  triggered_campaign: 'email',
  sms: 'sms',
  // What we know of a person leaves us, and what is done with it there comes by whatever channel: the strictest gate.
  webhook: 'email',
};

/** By which channel something comes to the person, so that it is asked whether it may; null: nothing does. */
export const channelOf = ({ kind }: Pick<AutomationAction, 'kind'>): 'email' | 'sms' | null =>
  channels[kind] ?? null;

export const reaches = (action: Pick<AutomationAction, 'kind'>): boolean => channelOf(action) !== null;

/** Done by a transaction of ours alone. */
export const isDoneHere = ({ kind }: AutomationAction): boolean => ['tag', 'list', 'field'].includes(kind);

const hours = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

export const AutomationLimits = z.strictObject({
  /** `22:00-07:00`; empty: none. */
  quietHours: z
    .string()
    .trim()
    .refine((text) => text === '' || hours.test(text), { error: 'Enter two times like 22:00-07:00.' })
    .default(''),
  /** Of quiet hours; null: the account's, else the installation's. */
  zone: z.string().refine(isTimeZone, { error: 'Not a time zone.' }).nullable().default(null),
  /** Of all automations together, per person. */
  cap: z
    .strictObject({ count: wholeNumber(1, 100), days: wholeNumber(1, 365) })
    .nullable()
    .default(null),
  holdOutPercent: wholeNumber(0, 50).default(0),
  /** How long after the event an order counts for the experiment. */
  orderDays: wholeNumber(1, 90).default(14),
});
export type AutomationLimits = z.output<typeof AutomationLimits>;

/** What an automation is, as its versions keep it. */
export const AutomationDocument = z.strictObject({
  name: requiredLine('a name'),
  integrationId: idText.nullable(),
  entity: CrmEntity,
  trigger: AutomationTrigger,
  conditions: FilterDefinition,
  action: AutomationAction,
  limits: AutomationLimits,
});
export type AutomationDocument = z.output<typeof AutomationDocument>;

export type UpdateAutomationInput = AutomationDocument & { id: string; version: number };

/** As the form sends it: JSON text, since a filter may hold more values than an action takes. */
export const SaveAutomationText = jsonText(
  AutomationDocument.extend({ id: idText.nullable(), version: z.int() }),
  4_000_000,
);

export const ProgramsInput = z.object({ integrationId: idText });
export type ProgramOption = { id: number; name: string; isActive: boolean };
export type CampaignOption = { id: number; name: string };

export const AutomationId = z.object({ id: idText });

export const longestBackDays = 31;

export const SwitchOnInput = z.object({
  id: idText,
  version: z.int(),
  /** 0: only what happens from now on. */
  daysBack: wholeNumber(0, longestBackDays).default(0),
});
export type SwitchOnInput = z.output<typeof SwitchOnInput>;

export const PauseInput = z.object({
  id: idText,
  reason: plainText.trim().max(500, { error: 'At most 500 characters.' }).default(''),
});
export type PauseInput = z.output<typeof PauseInput>;

export const ResumeInput = z.object({
  id: idText,
  /** Whoever waits goes on, and what happened meanwhile is fired for. */
  catchUp: z.boolean().default(false),
});
export type ResumeInput = z.output<typeof ResumeInput>;

export const MakeSecretInput = z.object({ id: idText });

export const RetryInput = z.object({
  id: idText,
  /** null: all that failed. */
  firingId: idText.nullable().default(null),
});
export type RetryInput = z.output<typeof RetryInput>;

export const TryInput = z.object({ id: idText, recordId: idText });
export type TryInput = z.output<typeof TryInput>;

export const DryRunInput = z.object({
  id: idText,
  days: z.coerce.number().pipe(wholeNumber(1, longestBackDays)).catch(30),
});
export type DryRunInput = z.output<typeof DryRunInput>;

export const automationStates = ['off', 'on', 'paused'] as const;
export type AutomationStateWord = (typeof automationStates)[number];

export const firingStates = [
  'waiting',
  'sending',
  'accepted',
  'done',
  'failed',
  'unknown',
  'skipped',
  'held_out',
] as const;
export type FiringStateWord = (typeof firingStates)[number];

export const firingStateLabels: Record<FiringStateWord, string> = {
  waiting: 'waiting',
  sending: 'on its way',
  accepted: 'at Dotdigital',
  done: 'done',
  failed: 'failed',
  unknown: 'not known',
  skipped: 'skipped',
  held_out: 'held out',
};

type Named = { id: string; name: string };

export type AutomationRow = {
  id: string;
  name: string;
  trigger: TriggerKind;
  action: ActionKind;
  sentence: string;
  state: AutomationStateWord;
  stateReason: string | null;
  integration: Named | null;
  doneCount: number;
  waitingCount: number;
  failedCount: number;
  skippedCount: number;
  lastFiredAt: string | null;
  updatedAt: string;
};

export type AutomationView = AutomationDocument & {
  id: string;
  version: number;
  sentence: string;
  state: AutomationStateWord;
  since: string | null;
  stateAt: string | null;
  stateBy: string | null;
  stateReason: string | null;
  integration: Named | null;
  counts: Record<FiringStateWord, number>;
  lastFiredAt: string | null;
  /** What is wrong with its conditions, so that nothing is judged; null: nothing. */
  problem: string | null;
  /** Until when whoever waits last has been sent; null: nobody waits for Dotdigital's allowance. */
  wait: { people: number; calls: number; until: string } | null;
  quietUntil: string | null;
  /** Who made what its webhooks are signed with, and when; null: nobody has. */
  secret: { madeBy: string; madeAt: string } | null;
  /** Dotdigital or its receiver couldn't be asked, and why: nothing more is tried before then. */
  retryAt: string | null;
  retryReason: string | null;
  canChange: boolean;
};

export type FiringRow = {
  id: string;
  person: { id: string; entity: 'contact' | 'lead' | 'customer'; name: string; email: string | null };
  state: FiringStateWord;
  reason: string | null;
  eventAt: string;
  dueAt: string;
  firedAt: string | null;
  settledAt: string | null;
  attemptCount: number;
  version: number;
};

export type DryRun = {
  days: number;
  /** Events that would have fired. */
  count: number;
  /** Of them, whom nothing may reach as things stand now. */
  keptBack: number;
  people: number;
  rows: {
    id: string;
    entity: 'contact' | 'lead' | 'customer';
    name: string;
    email: string | null;
    at: string;
    reason: string | null;
  }[];
  problem: string | null;
};

export type AutomationVersionRow = {
  version: number;
  sentence: string;
  name: string;
  by: string;
  at: string;
};

export type ExperimentView = {
  treated: { people: number; ordered: number };
  control: { people: number; ordered: number };
  /** Difference of the shares in points, with its 95 % interval; null: too few to say. */
  lift: { points: number; from: number; to: number } | null;
  days: number;
};
