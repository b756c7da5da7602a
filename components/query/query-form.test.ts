import { describe, expect, it } from 'vitest';

import type { FilterGroup } from '@/lib/filters/schemas';

import { fromQuery, toQuery } from './query-form';

describe('a filter in the builder', () => {
  it('comes out as it went in, with everything a condition can hold', () => {
    const group: FilterGroup = {
      kind: 'group',
      combinator: 'all',
      rules: [
        { kind: 'condition', field: 'createdAt', operator: 'in_last', value: 3, unit: 'weeks', not: true },
        {
          kind: 'condition',
          field: 'campaign.opens',
          operator: 'eq',
          value: 1,
          campaignId: '7',
          lastDays: 30,
        },
        { kind: 'condition', field: 'split', operator: 'in_part', value: [1, 4], salt: 'spring' },
        {
          kind: 'group',
          combinator: 'none',
          rules: [
            {
              kind: 'condition',
              field: 'orders',
              operator: 'has',
              where: {
                kind: 'group',
                combinator: 'any',
                rules: [{ kind: 'condition', field: 'order.total', operator: 'gte', value: 100 }],
              },
            },
          ],
        },
      ],
    };
    expect(fromQuery(toQuery(group))).toEqual(group);
  });
});
