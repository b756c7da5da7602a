import type { CrmEntity } from '@/lib/crm/schemas';
import type { FilterCondition, FilterDefinition, FilterRule } from '@/lib/filters/schemas';

export type ListTemplate = {
  key: string;
  name: string;
  hint: string;
  /** Only for this entity; null: for whichever is chosen. */
  entity: CrmEntity | null;
  filter: FilterDefinition;
};

const filterOf = (...rules: FilterRule[]): FilterDefinition => ({
  version: 1,
  root: { kind: 'group', combinator: 'all', rules },
});
const condition = (
  field: string,
  operator: string,
  more: Omit<Partial<FilterCondition>, 'kind'> = {},
): FilterCondition => ({ kind: 'condition', field, operator, ...more });

/** Ready-made filters to begin a list with. Each is an ordinary filter that can be changed like any other. */
export const listTemplates: readonly ListTemplate[] = [
  {
    key: 'with-address',
    name: 'Everyone with an address',
    hint: 'an e-mail address is on record',
    entity: null,
    filter: filterOf(condition('email', 'not_empty')),
  },
  {
    key: 'bought-90-days',
    name: 'Bought in 90 days',
    hint: 'an order in the last 90 days',
    entity: 'customer',
    filter: filterOf(
      condition('orders', 'has', {
        where: {
          kind: 'group',
          combinator: 'all',
          rules: [condition('order.placedAt', 'in_last', { value: 90, unit: 'days' })],
        },
      }),
    ),
  },
  {
    key: 'lapsed',
    name: 'Bought, but not for a year',
    hint: 'last order over 12 months ago',
    entity: 'customer',
    filter: filterOf(condition('lastOrderAt', 'more_than_ago', { value: 12, unit: 'months' })),
  },
  {
    key: 'best-customers',
    name: 'Best customers',
    hint: 'lifetime value over 500',
    entity: 'customer',
    filter: filterOf(condition('lifetimeValue', 'gt', { value: 500 })),
  },
  {
    key: 'abandoned-cart',
    name: 'Abandoned cart',
    hint: 'left a cart in the last 7 days',
    entity: 'customer',
    filter: filterOf(condition('abandonedCartAt', 'in_last', { value: 7, unit: 'days' })),
  },
  {
    key: 'birthday',
    name: 'Birthday this month',
    hint: 'whatever the year',
    entity: null,
    filter: filterOf(condition('birthday', 'anniversary_month')),
  },
  {
    key: 'new',
    name: 'New in 30 days',
    hint: 'created in the last 30 days',
    entity: null,
    filter: filterOf(condition('createdAt', 'in_last', { value: 30, unit: 'days' })),
  },
  {
    key: 'never-opened',
    name: 'Never opened',
    hint: 'received mail that did not bounce, opened none',
    entity: null,
    filter: filterOf(condition('campaign.neverOpened', 'is', { value: true })),
  },
  {
    key: 'engaged',
    name: 'Opened one of the last 5',
    hint: 'of the last 5 campaigns',
    entity: null,
    filter: filterOf(condition('campaign.opened', 'is', { value: true, lastCampaigns: 5 })),
  },
  {
    key: 'consented',
    name: 'Agreed to mail',
    hint: 'consent given',
    entity: null,
    filter: filterOf(condition('consentState', 'any_of', { value: ['given'] })),
  },
];
