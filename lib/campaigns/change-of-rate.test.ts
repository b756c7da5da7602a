import { describe, expect, it } from 'vitest';
import { changeOfRate } from './change-of-rate';

describe('the change of a rate', () => {
  it('is told in points of a hundred', () => {
    expect(changeOfRate({ part: 382, whole: 1000 }, { part: 357, whole: 1000 }, true)).toEqual({
      text: '+2.5',
      good: true,
    });
    expect(changeOfRate({ part: 15, whole: 10_000 }, { part: 11, whole: 10_000 }, false)).toEqual({
      text: '+0.04',
      good: null,
    });
    expect(changeOfRate({ part: 10, whole: 100 }, { part: 12, whole: 100 }, false)).toEqual({
      text: '−2.0',
      good: true,
    });
  });

  it('says nothing where there is nothing to compare or nothing moved', () => {
    expect(changeOfRate({ part: 1, whole: 0 }, { part: 1, whole: 2 }, true)).toBeUndefined();
    expect(changeOfRate({ part: 1, whole: 2 }, null, true)).toBeUndefined();
    expect(changeOfRate({ part: 1, whole: 2 }, { part: 2, whole: 4 }, true)).toBeUndefined();
  });
});
