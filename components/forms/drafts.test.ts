import { describe, expect, it } from 'vitest';
import { draftOver, isSame, keptValues } from './drafts';

describe('a draft', () => {
  it('keeps nothing of a secret', () => {
    const kept = keptValues({ name: 'Shop', password: 'hush hush' }, new Set(['password', 'clientSecret']));
    expect(kept).toEqual({ name: 'Shop' });
  });

  it('counts a field as empty whether it holds nothing, an empty text or is not there', () => {
    expect(isSame({ city: '', custom: { size: null } }, {})).toBe(true);
    expect(isSame({ city: 'Lyon' }, {})).toBe(false);
    expect(isSame({ tags: [] }, {})).toBe(false);
    expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  });

  it('lays over what stands now only what its person had changed', () => {
    const base = { firstName: 'Ada', city: 'Lyon', custom: { size: '7', plan: 'Basic' } };
    const values = { firstName: 'Ada', city: 'Bonn', custom: { size: '7', plan: 'Plus' } };
    const now = { firstName: 'Adele', city: 'Lyon', custom: { size: '9', plan: 'Basic' } };
    expect(draftOver({ base, values }, now)).toEqual({
      values: { firstName: 'Adele', city: 'Bonn', custom: { size: '9', plan: 'Plus' } },
      both: [],
    });
  });

  it('stands where both changed the same field, and says which', () => {
    const base = { city: 'Lyon', custom: { plan: 'Basic' } };
    const values = { city: 'Bonn', custom: { plan: 'Plus' } };
    expect(draftOver({ base, values }, { city: 'Bergen', custom: { plan: 'Gold' } })).toEqual({
      values: { city: 'Bonn', custom: { plan: 'Plus' } },
      both: ['city', 'custom.plan'],
    });
    expect(draftOver({ base, values }, values).both).toEqual([]);
  });

  it('takes a filter as one thing, never two halves of it', () => {
    const filter = (value: string) => ({ version: 1, root: { kind: 'group', rules: [{ value }] } });
    const over = draftOver(
      { base: { filter: filter('a') }, values: { filter: filter('b') } },
      { filter: filter('c') },
    );
    expect(over).toEqual({ values: { filter: filter('b') }, both: ['filter'] });
  });
});
