import { describe, expect, it } from 'vitest';
import { emptyFilter } from '@/lib/filters/schemas';
import { readPrefill } from './read-prefill';

describe('a list form filled in by another page', () => {
  it('takes entity, name and filter from the address', () => {
    const filter = {
      version: 1,
      root: {
        kind: 'group',
        combinator: 'all',
        rules: [{ kind: 'condition', field: 'campaign.opens', operator: 'eq', value: 1, campaignId: '7' }],
      },
    };
    expect(readPrefill({ entity: 'lead', name: 'Openers', filter: JSON.stringify(filter) })).toEqual({
      entity: 'lead',
      name: 'Openers',
      type: 'dynamic',
      filter,
    });
  });

  it('begins with a ready-made filter, and as a manual list', () => {
    expect(readPrefill({ template: 'abandoned-cart' })).toMatchObject({
      entity: 'customer',
      name: 'Abandoned cart',
      filter: { root: { rules: [{ field: 'abandonedCartAt' }] } },
    });
    expect(readPrefill({ type: 'manual', entity: 'lead' })).toMatchObject({ entity: 'lead', type: 'manual' });
  });

  it('is empty where the address makes no sense', () => {
    for (const filter of ['{', '{"version":2}', '[]', '{"__proto__":{"x":1}}']) {
      expect(readPrefill({ filter, entity: 'robot' })).toEqual({
        entity: 'contact',
        name: '',
        type: 'dynamic',
        filter: emptyFilter,
      });
    }
  });
});
