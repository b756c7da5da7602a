import type { BigWorld } from './big-world';
import { createList, condition, filterOf } from '@/prisma/seed/marketing-lists';
import { evaluateList } from '@/lib/marketing-lists';
import type { FilterDefinition, FilterRule } from '@/lib/filters/schemas';

/** A filter beside the SQL that someone who knows the tables would write for the same question. */
export type Pair = { name: string; filter: FilterDefinition; sql: string };

const living = `r.entity = 'customer' AND r.deleted_at IS NULL`;
/** Midnight so many days ago, where the account is. */
const since = (days: number): string =>
  `((now() AT TIME ZONE 'Europe/London')::date - ${days})::timestamp AT TIME ZONE 'Europe/London'`;

export const threeConditions: readonly Pair[] = [
  {
    name: 'city is, consent given, created in the last year',
    filter: filterOf(
      condition('city', 'is', 'Hamburg'),
      condition('consentState', 'any_of', ['given']),
      condition('createdAt', 'in_last', 365),
    ),
    sql: `SELECT count(*) FROM crm_records r WHERE ${living} AND lower(r.city) = 'hamburg' AND r.consent_state = 'given' AND r.created_at >= ${since(365)}`,
  },
  {
    name: 'company contains, source is not, born before 1980',
    filter: filterOf(
      condition('company', 'contains', 'Lantern'),
      condition('source', 'is_not', 'Shop'),
      condition('birthday', 'before', '1980-01-01'),
    ),
    sql: `SELECT count(*) FROM crm_records r WHERE ${living} AND r.birthday < '1980-01-01' AND lower(r.company) LIKE '%lantern%' AND (r.source IS NULL OR lower(r.source) <> 'shop')`,
  },
  {
    name: 'own fields: points ≥ 500, VIP, language is one of two',
    filter: filterOf(
      condition('custom.points', 'gte', 500),
      condition('custom.vip', 'is', true),
      condition('language', 'one_of', ['de', 'fr']),
    ),
    sql: `SELECT count(*) FROM crm_records r WHERE ${living} AND (r.custom ->> 'points')::numeric >= 500 AND (r.custom ->> 'vip')::boolean AND lower(r.language) IN ('de', 'fr')`,
  },
];

/** Lifetime value over 500 and opened campaign X exactly once and ordered in the last 90 days, by the kept figure or by the orders themselves. */
export const loyal = (campaignId: string): readonly Pair[] => {
  const opened = condition('campaign.opens', 'eq', 1, { campaignId });
  const placed = { where: filterOf(condition('order.placedAt', 'in_last', 90)).root };
  const openers = `EXISTS (SELECT FROM campaign_recipients c WHERE c.campaign_id = ${campaignId} AND c.open_count = 1 AND c.email_key = r.email_key)`;
  return [
    {
      name: 'value > 500, opened X once, last order in 90 days',
      filter: filterOf(
        condition('lifetimeValue', 'gt', 500),
        opened,
        condition('lastOrderAt', 'in_last', 90),
      ),
      sql: `SELECT count(*) FROM crm_records r JOIN record_stats v ON v.record_id = r.id WHERE ${living} AND v.lifetime_value > 500 AND v.last_order_at >= ${since(90)} AND ${openers}`,
    },
    {
      name: 'value > 500, opened X once, an order in 90 days',
      filter: filterOf(
        condition('lifetimeValue', 'gt', 500),
        opened,
        condition('orders', 'has', undefined, placed),
      ),
      sql: `SELECT count(*) FROM crm_records r JOIN record_stats v ON v.record_id = r.id WHERE ${living} AND v.lifetime_value > 500 AND ${openers}
        AND EXISTS (SELECT FROM orders o WHERE o.record_id = r.id AND o.status NOT IN ('cancelled', 'refunded') AND o.placed_at >= ${since(90)})`,
    },
  ];
};

/** Questions that people do ask and that no index answers. */
export async function uglyFilters(
  { ctx }: BigWorld,
  campaignId: string,
): Promise<{ name: string; filter: FilterDefinition }[]> {
  const known = await ctx.db.prisma.marketingList.findFirst({ where: { name: 'Half of everyone' } });
  const listId =
    known?.id ??
    (await createList(ctx.db.prisma, {
      name: 'Half of everyone',
      entity: 'customer',
      filter: filterOf(condition('split', 'in_part', [1, 2])),
    }));
  if (!known) await evaluateList(ctx, listId);
  const where = (...rules: FilterRule[]) => ({ where: filterOf(...rules).root });
  const any = (...rules: FilterRule[]): FilterDefinition => ({
    version: 1,
    root: { kind: 'group', combinator: 'any', rules },
  });
  const [opened, manyOrders] = [
    condition('campaign.opened', 'is', true),
    condition('orders', 'count_gte', 4),
  ];
  const one = (name: string, ...rules: FilterRule[]) => ({ name, filter: filterOf(...rules) });
  const pasted = Array.from({ length: 50_000 }, (_, n) => `nobody.${n}@example.com`);
  return [
    one('everyone'),
    one('e-mail contains “an”', condition('email', 'contains', 'an')),
    one('e-mail contains what nobody has', condition('email', 'contains', 'zzzz')),
    one('e-mail is one of 50,000 pasted', condition('email', 'one_of', pasted)),
    one('none of three tags', condition('tags', 'none_of', ['VIP', 'Press', 'Partner'])),
    one('all of two tags', condition('tags', 'all_of', ['VIP', 'Wholesale'])),
    one('not opened any of the last 5', condition('campaign.opened', 'is', false, { lastCampaigns: 5 })),
    one('opened any of the last 5', condition('campaign.opened', 'is', true, { lastCampaigns: 5 })),
    one('received but never opened, any campaign', condition('campaign.neverOpened', 'is', true)),
    one('received X, never opened it', condition('campaign.neverOpened', 'is', true, { campaignId })),
    one('opened more than 3 campaigns', condition('campaign.openedNumber', 'gt', 3)),
    one('opened at most 1 campaign', condition('campaign.openedNumber', 'lte', 1)),
    one(
      'clicked a link with “boots” in 90 days',
      condition('campaign.link', 'contains', 'boots', { lastDays: 90 }),
    ),
    one('clicked no link with “boots”', condition('campaign.link', 'not_contains', 'boots')),
    one('on the other list', condition('lists', 'any_of', [String(listId)])),
    one('not on the other list', condition('lists', 'none_of', [String(listId)])),
    one(
      '3 orders over 100 in the last year',
      condition(
        'orders',
        'count_gte',
        3,
        where(condition('order.total', 'gt', 100), condition('order.placedAt', 'in_last', 365)),
      ),
    ),
    one(
      'at most 1 order over 100 in the last year',
      condition(
        'orders',
        'count_lte',
        1,
        where(condition('order.total', 'gt', 100), condition('order.placedAt', 'in_last', 365)),
      ),
    ),
    one(
      'an order with an article “25”',
      condition('orders', 'has', undefined, where(condition('order.item', 'contains', 'article 25'))),
    ),
    one('has no orders', condition('orders', 'has_none')),
    one(
      'orders of 30 days add up to 200',
      condition('orders', 'sum_gte', 200, where(condition('order.placedAt', 'in_last', 30))),
    ),
    one('random part 2 of 10', condition('split', 'in_part', [2, 10])),
    one('birthday in the next 7 days', condition('birthday', 'anniversary_next', 7)),
    one('opened one or never received any', condition('campaign.neverOpened', 'is', false)),
    { name: 'any of: opened one, 4 orders', filter: any(opened, manyOrders) },
    {
      name: 'any of: no orders, opened none of the last 5',
      filter: any(
        condition('orders', 'has_none'),
        condition('campaign.opened', 'is', false, { lastCampaigns: 5 }),
      ),
    },
    one(
      'in Hamburg, and any of: VIP, opened one, 4 orders',
      condition('city', 'is', 'Hamburg'),
      any(condition('tags', 'any_of', ['VIP']), opened, manyOrders).root,
    ),
    one(
      'an order over 400 or with an article “25”',
      condition('orders', 'has', undefined, {
        where: any(condition('order.total', 'gt', 400), condition('order.item', 'contains', 'article 25'))
          .root,
      }),
    ),
    one(
      'address begins, and any of: VIP, opened one, 4 orders',
      condition('email', 'begins_with', 'anna.k'),
      any(condition('tags', 'any_of', ['VIP']), opened, manyOrders).root,
    ),
    {
      name: 'any of five ugly ones, none of two',
      filter: {
        version: 1,
        root: {
          kind: 'group',
          combinator: 'all',
          rules: [
            {
              kind: 'group',
              combinator: 'any',
              rules: [
                condition('email', 'contains', 'ab'),
                condition('tags', 'any_of', ['VIP']),
                condition('campaign.opened', 'is', true, { lastCampaigns: 5 }),
                condition('orders', 'count_gte', 4),
                condition('campaign.link', 'contains', 'sale'),
              ],
            },
            {
              kind: 'group',
              combinator: 'none',
              rules: [
                condition('lists', 'any_of', [String(listId)]),
                condition('campaign.neverOpened', 'is', true),
              ],
            },
          ],
        },
      },
    },
  ];
}
