import type { DaySource } from './day-source';

/**
 * What a condition compares with. `span`: a number, with its unit beside it; `days`: whole days;
 * `part`: [which, of how many]; `choices`: values of the field's own choices (tags, owners and lists too).
 */
export type ValueKind =
  | 'none'
  | 'text'
  | 'texts'
  | 'number'
  | 'range'
  | 'date'
  | 'dates'
  | 'span'
  | 'days'
  | 'choices'
  | 'yesno'
  | 'part';

export const filterFieldTypes = [
  'text',
  'number',
  'count',
  'date',
  'datetime',
  'choice',
  'yesno',
  'tags',
  'owner',
  'lists',
  'orders',
  'carts',
  'items',
  'link',
  'split',
] as const;
export type FilterFieldType = (typeof filterFieldTypes)[number];

export const spanUnits = ['days', 'weeks', 'months'] as const;
export type SpanUnit = (typeof spanUnits)[number];

export type FilterOperator = { name: string; label: string; value: ValueKind };

const op = (name: string, label: string, value: ValueKind): FilterOperator => ({ name, label, value });

const empty = op('empty', 'is empty', 'none');
const notEmpty = op('not_empty', 'is not empty', 'none');

const datetimes: readonly FilterOperator[] = [
  op('in_last', 'is in the last', 'span'),
  op('not_in_last', 'is not in the last (or is empty)', 'span'),
  op('more_than_ago', 'is longer ago than', 'span'),
  op('in_next', 'is in the next', 'span'),
  op('on', 'is on', 'date'),
  op('before', 'is before', 'date'),
  op('after', 'is after', 'date'),
  op('between', 'is between', 'dates'),
  empty,
  notEmpty,
];

const dates: readonly FilterOperator[] = [
  op('anniversary_next', 'has its day within the next', 'days'),
  op('anniversary_month', 'has its day this month', 'none'),
  ...datetimes,
];

const numbers: readonly FilterOperator[] = [
  op('eq', '=', 'number'),
  op('ne', '≠', 'number'),
  op('gte', 'at least', 'number'),
  op('lte', 'at most', 'number'),
  op('gt', 'more than', 'number'),
  op('lt', 'less than', 'number'),
  op('between', 'between', 'range'),
];

const related: readonly FilterOperator[] = [
  op('has', 'has one', 'none'),
  op('has_none', 'has none', 'none'),
  op('count_eq', 'number =', 'number'),
  op('count_gte', 'number at least', 'number'),
  op('count_lte', 'number at most', 'number'),
  op('count_between', 'number between', 'range'),
  op('sum_gte', 'total value at least', 'number'),
  op('sum_lte', 'total value at most', 'number'),
];

const among: readonly FilterOperator[] = [
  op('any_of', 'is any of', 'choices'),
  op('none_of', 'is none of (or is empty)', 'choices'),
  empty,
  notEmpty,
];

/** The operators of each type of field, in the order they are offered; the first is the default. */
export const operatorsByType: Record<FilterFieldType, readonly FilterOperator[]> = {
  text: [
    op('is', 'is', 'text'),
    op('is_not', 'is not (or is empty)', 'text'),
    op('contains', 'contains', 'text'),
    op('not_contains', 'does not contain (or is empty)', 'text'),
    op('begins_with', 'begins with', 'text'),
    op('ends_with', 'ends with', 'text'),
    op('one_of', 'is one of', 'texts'),
    op('none_of', 'is none of (or is empty)', 'texts'),
    empty,
    notEmpty,
  ],
  date: dates,
  datetime: datetimes,
  number: [
    ...numbers.map((one) => (one.name === 'ne' ? op('ne', '≠ (or is empty)', 'number') : one)),
    empty,
    notEmpty,
  ],
  count: numbers,
  choice: among,
  yesno: [op('is', 'is', 'yesno')],
  tags: [
    op('all_of', 'has all of', 'choices'),
    op('any_of', 'has any of', 'choices'),
    op('none_of', 'has none of', 'choices'),
    op('empty', 'has no tag', 'none'),
    op('not_empty', 'has any tag', 'none'),
  ],
  owner: [
    op('any_of', 'is any of', 'choices'),
    op('none_of', 'is none of (or nobody)', 'choices'),
    op('empty', 'is nobody', 'none'),
    op('not_empty', 'is somebody', 'none'),
  ],
  lists: [
    op('any_of', 'is on any of', 'choices'),
    op('all_of', 'is on all of', 'choices'),
    op('none_of', 'is on none of', 'choices'),
  ],
  orders: related,
  carts: related,
  items: [
    op('contains', 'one contains', 'text'),
    op('not_contains', 'none contains', 'text'),
    op('is', 'one is', 'text'),
    op('begins_with', 'one begins with', 'text'),
    op('one_of', 'one is one of', 'texts'),
    op('none_of', 'none is one of', 'texts'),
  ],
  link: [
    op('contains', 'one that contains', 'text'),
    op('not_contains', 'none that contains', 'text'),
    op('is', 'just this one', 'text'),
    op('any', 'any link', 'none'),
  ],
  split: [op('in_part', 'is in part', 'part'), op('not_in_part', 'is not in part', 'part')],
};

export const findOperator = (type: FilterFieldType, name: string): FilterOperator | undefined =>
  operatorsByType[type].find((operator) => operator.name === name);

/** A field as the filter builder offers it. */
export type FilterField = {
  name: string;
  label: string;
  group: string;
  type: FilterFieldType;
  /**
   * 'campaign': the condition also says in which campaigns (`campaignId`, `marketingCampaignId`, `lastCampaigns`, else any);
   * 'order', 'cart': asked only inside `where` of the field `orders` or `carts`.
   */
  about: 'record' | 'campaign' | 'order' | 'cart';
  /** What the field means, where its name leaves a question open. */
  hint?: string;
  choices?: readonly { value: string; label: string; hint?: string }[];
  /** Of orders and carts: what `where` may ask of each. */
  inner?: readonly FilterField[];
  /** An amount of money: the condition may carry `currency`. `kept`: the only one that it is kept in (the base currency). */
  money?: { kept: string | null };
  /** The condition may carry `lastDays`: only what happened in that many days counts. */
  canLimitDays?: boolean;
};

type CampaignChoice = { value: string; label: string; hint?: string };

/** Everything the builder needs to offer, for one entity. */
export type FilterCatalogue = {
  fields: FilterField[];
  /** E-mail campaigns and marketing campaigns to ask for, newest first. */
  campaigns: CampaignChoice[];
  marketingCampaigns: CampaignChoice[];
  /** What amounts may be in: the base currency, then those of customers' orders, most frequent first. */
  currencies: readonly string[];
  /** What "today" means in relative dates, unless the list chooses a zone of its own, and whose zone that is. */
  timeZone: string;
  timeZoneSource: DaySource;
};
