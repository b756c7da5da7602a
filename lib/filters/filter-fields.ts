import { bareFieldSql, fieldSql, type RecordField } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import type { FilterField, FilterFieldType } from './filter-operators';

const { sql } = Prisma;

/** A field with the SQL that holds it: over r and v (a record), o (an order), k (a cart), c (one recipient of a campaign). */
export type FilterSource = Omit<FilterField, 'inner'> & {
  column: Prisma.Sql;
  /** Of a number that is never empty: the same, NULL where nothing is kept and 0 is meant. */
  bare?: Prisma.Sql;
  /** Of an amount: what says its currency. */
  currencyColumn?: Prisma.Sql;
  /** Of an address: its normal form, by which addresses are compared. */
  key?: Prisma.Sql;
  /** An enum of the database, whose values compare faster as such than as text. */
  enumType?: 'consent_state';
  /** An admin put the field, or some of its choices, away. */
  archived?: boolean;
  archivedChoices?: readonly string[];
  inner?: readonly FilterSource[];
};

const typeOf: Record<RecordField['type'], FilterFieldType> = {
  text: 'text',
  email: 'text',
  phone: 'text',
  number: 'number',
  date: 'date',
  datetime: 'datetime',
  boolean: 'yesno',
  choice: 'choice',
  owner: 'owner',
  tags: 'tags',
};

function recordSourceOf(
  field: RecordField,
  base: string | null,
  byName: ReadonlyMap<string, RecordField>,
): FilterSource {
  const column = field.source === 'tags' ? sql`` : fieldSql(field);
  const bare = field.source === 'stats' ? bareFieldSql(field) : column;
  const neverEmpty = bare.sql !== column.sql;
  const currency = byName.get(field.currencyField ?? '');
  return {
    name: field.name,
    label: field.label,
    group: field.group,
    type: neverEmpty ? 'count' : typeOf[field.type],
    about: 'record',
    column,
    ...(neverEmpty ? { bare } : {}),
    ...(currency
      ? {
          currencyColumn: fieldSql(currency),
          money: { kept: currency.name === 'lifetimeValueCurrency' ? base : null },
        }
      : {}),
    ...(field.definition ? { hint: field.definition } : {}),
    ...(field.choices
      ? {
          choices: field.choices.filter((one) => !one.archived).map(({ value, label }) => ({ value, label })),
        }
      : {}),
    ...(field.choices?.some((one) => one.archived)
      ? { archivedChoices: field.choices.filter((one) => one.archived).map(({ value }) => value) }
      : {}),
    ...(field.archived ? { archived: true } : {}),
    ...(field.type === 'email' ? { key: sql`shown_address(r.email_key)` } : {}),
    ...(consentNames.has(field.name) ? { enumType: 'consent_state' as const } : {}),
  };
}

const consentNames = new Set(['consentState', 'smsConsentState', 'pushConsentState']);

type Extra = Partial<
  Pick<FilterSource, 'hint' | 'canLimitDays' | 'choices' | 'inner' | 'money' | 'currencyColumn'>
>;

const own = (
  name: string,
  label: string,
  group: string,
  type: FilterFieldType,
  column: Prisma.Sql,
  extra: Extra = {},
): FilterSource => ({ name, label, group, type, about: 'record', column, ...extra });

const activity = (
  name: string,
  label: string,
  type: FilterFieldType,
  column: Prisma.Sql,
  hint: string,
  extra: Extra = {},
): FilterSource => ({
  name: `campaign.${name}`,
  label,
  type,
  column,
  hint,
  group: 'Campaign activity',
  about: 'campaign',
  ...extra,
});

/** Whoever a mail bounced from was sent it and did not receive it. */
const arrived = sql`(NOT c.soft_bounced AND NOT c.hard_bounced)`;
const none = sql``;
const days = { canLimitDays: true };
const people = 'What machines did (privacy proxies, link scanners) doesn’t count.';
const each =
  'In any or the last campaigns: one campaign is enough. In a marketing campaign: its e-mails together.';

const campaignSources: readonly FilterSource[] = [
  activity(
    'opens',
    'Opens number',
    'count',
    sql`c.human_open_count`,
    `How often the person opened it. = 0 means received it (mails that bounced left out) and never opened. ${people} ${each}`,
  ),
  activity(
    'clicks',
    'Clicks number',
    'count',
    sql`c.human_click_count`,
    `How often the person clicked in it, on any link. = 0 means received it (mails that bounced left out) and never clicked. ${people} ${each}`,
  ),
  activity(
    'sent',
    'Was sent',
    'yesno',
    sql`TRUE`,
    'Whether the campaign was sent to the person, mails that bounced included.',
    days,
  ),
  activity(
    'received',
    'Received',
    'yesno',
    arrived,
    'Whether the person was sent the campaign and it did not bounce.',
    days,
  ),
  activity(
    'opened',
    'Opened',
    'yesno',
    sql`(c.human_open_count > 0)`,
    `At least once. No includes people who were never sent it and those it bounced from. ${people}`,
    days,
  ),
  activity(
    'clicked',
    'Clicked',
    'yesno',
    sql`(c.human_click_count > 0)`,
    `Any link, at least once. No includes people who were never sent it and those it bounced from. ${people}`,
    days,
  ),
  activity(
    'link',
    'Clicked a link',
    'link',
    none,
    `Clicks on any link, or on those whose address has (or lacks) the text, without regard to case. ${people}`,
    days,
  ),
  activity(
    'neverOpened',
    'Received but never opened',
    'yesno',
    none,
    `Received at least one and opened none of them. A mail that bounced was not received. ${people}`,
    days,
  ),
  activity(
    'neverClicked',
    'Received but never clicked',
    'yesno',
    none,
    `Received at least one and clicked in none of them. A mail that bounced was not received. ${people}`,
    days,
  ),
  activity(
    'sentNumber',
    'Number of campaigns sent',
    'count',
    sql`TRUE`,
    'Campaigns that were sent to the person, mails that bounced included. 0: never sent one.',
  ),
  activity(
    'receivedNumber',
    'Number of campaigns received',
    'count',
    arrived,
    'Campaigns that were sent to the person and did not bounce. 0: none arrived.',
  ),
  activity(
    'openedNumber',
    'Number of campaigns opened',
    'count',
    sql`(c.human_open_count > 0)`,
    `Campaigns that the person opened at least once. 0 includes people who were never sent one. ${people}`,
  ),
  activity(
    'clickedNumber',
    'Number of campaigns clicked',
    'count',
    sql`(c.human_click_count > 0)`,
    `Campaigns in which the person clicked at least one link. 0 includes people who were never sent one. ${people}`,
  ),
  activity(
    'unsubscribed',
    'Unsubscribed',
    'yesno',
    sql`c.unsubscribed`,
    'Through a link of the campaign. No includes people who were never sent it.',
  ),
  activity(
    'bounced',
    'Bounced',
    'yesno',
    sql`(c.soft_bounced OR c.hard_bounced)`,
    'The mail came back, softly or hard. No includes people who were never sent it.',
  ),
  activity(
    'softBounced',
    'Bounced softly',
    'yesno',
    sql`c.soft_bounced`,
    'The mail came back for now (a full mailbox, say). No includes people who were never sent it.',
  ),
  activity(
    'hardBounced',
    'Bounced hard',
    'yesno',
    sql`c.hard_bounced`,
    'The mail came back for good. No includes people who were never sent it.',
  ),
];

type Inner = [name: string, label: string, type: FilterFieldType, column: Prisma.Sql, extra?: Extra];

const innerOf = (about: 'order' | 'cart', group: string, fields: readonly Inner[]): FilterSource[] =>
  fields.map(([name, label, type, column, extra]) => ({
    name: `${about}.${name}`,
    label,
    group,
    type,
    about,
    column,
    ...extra,
  }));

const orderSources = innerOf('order', 'Order', [
  ['total', 'Total', 'count', sql`o.total`, { money: { kept: null }, currencyColumn: sql`o.currency` }],
  ['placedAt', 'Placed', 'datetime', sql`o.placed_at`],
  [
    'status',
    'Status',
    'choice',
    sql`o.status`,
    {
      choices: [
        ['pending', 'Pending'],
        ['completed', 'Completed'],
        ['cancelled', 'Cancelled'],
        ['refunded', 'Refunded'],
      ].map(([value = '', label = '']) => ({ value, label })),
    },
  ],
  ['sku', 'Item number (SKU)', 'items', sql`t.sku`],
  ['item', 'Item name', 'items', sql`t.name`],
  ['currency', 'Currency', 'text', sql`o.currency`],
  ['number', 'Order number', 'text', sql`o.number`],
]);

/** As the computed field says it (lib/crm/virtual-fields.ts): open, and not touched since then. */
const abandonedHint = 'Open, and not touched for as long as the settings say.';
const cartSources = (abandonedBefore: Date): FilterSource[] =>
  innerOf('cart', 'Cart', [
    [
      'abandoned',
      'Abandoned',
      'yesno',
      sql`(k.status = 'open' AND k.touched_at <= ${abandonedBefore}::timestamptz)`,
      { hint: abandonedHint },
    ],
    ['total', 'Total', 'count', sql`k.total`, { money: { kept: null }, currencyColumn: sql`k.currency` }],
    ['touchedAt', 'Last touched', 'datetime', sql`k.touched_at`],
    ['startedAt', 'Started', 'datetime', sql`k.started_at`],
    [
      'status',
      'Status',
      'choice',
      sql`k.status`,
      {
        choices: [
          ['open', 'Open'],
          ['converted', 'Converted'],
          ['discarded', 'Discarded'],
        ].map(([value = '', label = '']) => ({ value, label })),
      },
    ],
    ['sku', 'Item number (SKU)', 'items', sql`t.sku`],
    ['item', 'Item name', 'items', sql`t.name`],
    ['currency', 'Currency', 'text', sql`k.currency`],
  ]);

const shop = 'Orders and carts';
const relatedSources = (abandonedBefore: Date): FilterSource[] => [
  own('orders', 'Orders', shop, 'orders', none, {
    inner: orderSources,
    money: { kept: null },
    currencyColumn: sql`o.currency`,
    hint: 'Orders that are neither cancelled nor refunded, unless a condition asks for the status. A total value adds up those in the chosen currency.',
  }),
  own('carts', 'Carts', shop, 'carts', none, {
    inner: cartSources(abandonedBefore),
    money: { kept: null },
    currencyColumn: sql`k.currency`,
    hint: 'Carts of any status, unless a condition asks for it.',
  }),
];

const belongingSources: readonly FilterSource[] = [
  own('consentAt', 'Consent date', 'Record', 'datetime', sql`r.consent_at`),
  own('lists', 'Marketing list', 'Lists and split', 'lists', none, {
    hint: 'People whom the other list has now and nobody took off it by hand.',
  }),
  own('split', 'Random part', 'Lists and split', 'split', none, {
    hint: 'Everyone is dealt into one part by a fixed draw: the same person is always in the same part.',
  }),
];

/**
 * Everything a filter over one entity can ask, by name; the builder, the compiler and the sentence use it. An open cart that
 * was not touched since `abandonedBefore` is abandoned. `base`: the base currency, in which sums are kept.
 */
export function filterSources(
  catalogue: readonly RecordField[],
  abandonedBefore: Date,
  base: string | null,
): FilterSource[] {
  const byName = new Map(catalogue.map((field) => [field.name, field]));
  const records = catalogue.map((field) => recordSourceOf(field, base, byName));
  const names = new Set(records.map(({ name }) => name));
  return [
    ...campaignSources,
    ...(names.has('orderCount') ? relatedSources(abandonedBefore) : []),
    ...records,
    ...belongingSources.filter(({ name }) => !names.has(name)),
  ];
}

/** A field as the browser gets it: without SQL. */
export function fieldView({
  column: _column,
  bare: _bare,
  key: _key,
  currencyColumn: _currency,
  enumType: _enum,
  archived: _archived,
  archivedChoices: _choices,
  inner,
  ...field
}: FilterSource): FilterField {
  return { ...field, ...(inner ? { inner: inner.map(fieldView) } : {}) };
}
