import { expect, it } from 'vitest';
import { plainWorld } from '@/prisma/seed/plain-world';
import { describeFilter } from './describe-filter';
import type { Combinator, FilterCondition, FilterRule } from './filter-definition';
import type { FilterSource } from './filter-fields';
import { operatorsByType } from './filter-operators';
import { resolveFilter } from './resolve-filter';

const frame = { zone: 'Europe/London', today: '2026-11-21', source: { kind: 'installation' as const } };
const world = plainWorld();
const of = (
  field: string,
  operator: string,
  value?: FilterCondition['value'],
  extra: Partial<FilterCondition> = {},
): FilterCondition => ({
  kind: 'condition',
  field,
  operator,
  ...(value === undefined ? {} : { value }),
  ...extra,
});
const group = (combinator: Combinator, ...rules: FilterRule[]): FilterRule => ({
  kind: 'group',
  combinator,
  rules,
});
function words(combinator: Combinator, ...rules: FilterRule[]): string {
  const resolution = resolveFilter({ version: 1, root: { kind: 'group', combinator, rules } }, world);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return describeFilter(resolution.root, 'contact', frame);
}
const october = { campaignId: '7' };

it.each([
  [words('all'), 'every contact'],
  [words('all', of('city', 'is', ' Berlin ')), 'contacts whose city is “Berlin”'],
  [words('all', of('city', 'is_not', 'Berlin')), 'contacts whose city is not “Berlin” or is empty'],
  [
    words('all', of('country', 'one_of', ['DE', 'FR', 'AT', 'CH'])),
    'contacts whose country is “DE”, “FR”, “AT” or 1 more',
  ],
  [words('all', of('email', 'empty')), 'contacts whose e-mail is empty'],
  [words('all', of('birthday', 'before', '1990-01-31')), 'contacts whose birthday is before 31 Jan 1990'],
  [
    words('all', of('createdAt', 'in_last', 11)),
    'contacts who were created in the last 11 days (= since Tue 10 Nov 2026 00:00 Europe/London)',
  ],
  [
    words('all', of('consentState', 'any_of', ['withdrawn'], { not: true })),
    'contacts, but not those whose marketing consent is withdrawn',
  ],
  [
    words('all', of('campaign.opens', 'eq', 1, october)),
    'contacts who opened “October arrivals” exactly once',
  ],
  [
    words('all', of('campaign.opens', 'eq', 0, october)),
    'contacts who received “October arrivals” (mails that bounced left out) and never opened it',
  ],
  [words('all', of('campaign.clicks', 'gte', 2)), 'contacts who clicked in any campaign at least twice'],
  [
    words('all', of('campaign.unsubscribed', 'is', false, october)),
    'contacts who did not unsubscribe through “October arrivals”, those who were never sent it included',
  ],
  [
    words('any', of('city', 'is', 'Bonn'), of('city', 'is', 'Köln')),
    'contacts whose city is “Bonn”, or whose city is “Köln”',
  ],
  [
    words('none', of('city', 'is', 'Bonn'), of('campaign.sent', 'is', true)),
    'contacts, but not those whose city is “Bonn” or those who were sent any campaign, mails that bounced included',
  ],
  [
    words(
      'all',
      of('city', 'is', 'Bonn'),
      group('any', of('campaign.opens', 'eq', 1), of('campaign.bounced', 'is', true)),
      of('source', 'is', 'staff', { not: true }),
    ),
    'contacts whose city is “Bonn”, and either who opened any campaign exactly once or whose mail of any campaign bounced, but not those whose source is “staff”',
  ],
  [words('all', of('tags', 'any_of', ['VIP', 'Press'])), 'contacts tagged “VIP” or “Press”'],
  [words('all', of('lists', 'none_of', ['1'])), 'contacts not on the list “Buyers”'],
  [words('all', of('ownerId', 'none_of', ['5'])), 'contacts whose owner is not Ann or nobody'],
  [
    words('all', of('lifetimeValue', 'gt', 500)),
    'contacts whose lifetime value in whatever currency is over 500',
  ],
  [
    words('all', of('lifetimeValue', 'gte', 100, { currency: 'EUR' })),
    'contacts whose lifetime value in EUR is at least 100',
  ],
  [
    words('all', of('orders', 'sum_gte', 100, { currency: 'JPY' })),
    'contacts whose orders are worth at least 100 in JPY together',
  ],
  [
    words('all', of('birthday', 'anniversary_next', 7)),
    'contacts whose birthday comes within the next 7 days (= until Sat 28 Nov 2026, whatever the year)',
  ],
  [
    words('all', of('birthday', 'not_in_last', 2, { unit: 'months' })),
    'contacts whose birthday is not in the last 2 months or is empty (= not since Mon 21 Sept 2026)',
  ],
  [
    words('all', of('lastOrderAt', 'more_than_ago', 1, { unit: 'weeks' })),
    'contacts whose last order was longer ago than a week (= before Sat 14 Nov 2026 00:00 Europe/London)',
  ],
  [
    words('all', of('campaign.opened', 'is', true, { lastCampaigns: 5 })),
    'contacts who opened any of the last 5 campaigns at least once',
  ],
  [
    words('all', of('campaign.opens', 'eq', 1, { marketingCampaignId: '3' })),
    'contacts who opened the marketing campaign “Autumn” exactly once',
  ],
  [
    words('all', of('campaign.link', 'contains', '/sale', { lastDays: 30 })),
    'contacts who clicked a link with “/sale” in its address in any campaign in the last 30 days (= since Thu 22 Oct 2026 00:00 Europe/London)',
  ],
  [
    words('all', of('campaign.neverOpened', 'is', true, october)),
    'contacts who received “October arrivals” (mails that bounced left out) and opened none',
  ],
  [
    words('all', of('split', 'in_part', [1, 10])),
    'contacts who fall into part 1 of 10 of a fixed random split',
  ],
  [words('all', of('orders', 'has_none')), 'contacts without any order'],
  [
    words(
      'all',
      of('orders', 'count_gte', 2, {
        where: {
          kind: 'group',
          combinator: 'all',
          rules: [
            of('order.total', 'gt', 100),
            of('order.placedAt', 'in_last', 12, { unit: 'months' }),
            of('order.item', 'contains', 'boots'),
          ],
        },
      }),
    ),
    'contacts with at least 2 orders with a total in whatever currency that is over 100 and placed in the last 12 months (= since Fri 21 Nov 2025 00:00 Europe/London) and with an item whose name contains “boots”',
  ],
])('says %j', (said, expected) => {
  expect(said).toBe(expected);
});

/** A value that each kind of comparison takes. */
function sampleOf(kind: string, field: FilterSource): FilterCondition['value'] {
  const choices = { tags: ['VIP'], owner: ['5'], lists: ['1'] }[field.type as 'tags'] ?? [
    field.choices?.[0]?.value ?? '',
  ];
  const samples: Record<string, FilterCondition['value']> = {
    text: 'x',
    texts: ['x'],
    number: 3,
    range: [1, 2],
    date: '2026-01-01',
    dates: ['2026-01-01', '2026-02-01'],
    days: 3,
    span: 3,
    part: [1, 2],
    yesno: true,
    choices,
  };
  return samples[kind];
}

it('has words for every comparison of every field, those of orders and carts too', () => {
  for (const field of world.fields.values()) {
    if (field.archived) continue;
    for (const operator of operatorsByType[field.type]) {
      const said = words('all', of(field.name, operator.name, sampleOf(operator.value, field)));
      expect(said).toMatch(/^contacts (who|whose|tagged|not tagged|on|not on|with|without) ?\S/);
      expect(said).not.toMatch(/undefined|NaN|null|\[object/);
    }
    for (const inner of field.inner ?? []) {
      for (const operator of operatorsByType[inner.type]) {
        const said = words(
          'all',
          of(field.name, 'has', undefined, {
            where: {
              kind: 'group',
              combinator: 'all',
              rules: [of(inner.name, operator.name, sampleOf(operator.value, inner))],
            },
          }),
        );
        expect(said).toMatch(/^contacts with an? (order|cart) \S/);
        expect(said).not.toMatch(/undefined|NaN|null|\[object/);
      }
    }
  }
});
expect(words('all', of('campaign.link', 'is', 'https://shop.example/sale'))).toBe(
  'contacts who clicked the link “https://shop.example/sale” in any campaign',
);
