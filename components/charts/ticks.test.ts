import { describe, expect, it } from 'vitest';

import { apart, spread, valueTicks } from './ticks';

describe('valueTicks', () => {
  it('reaches the highest value in three or four round steps', () => {
    expect(valueTicks(6890)).toEqual([0, 2500, 5000, 7500]);
    expect(valueTicks(90)).toEqual([0, 50, 100]);
    expect(valueTicks(239)).toEqual([0, 100, 200, 300]);
  });
  it('counts whole people in small charts', () => {
    expect(valueTicks(1)).toEqual([0, 1]);
    expect(valueTicks(3)).toEqual([0, 1, 2, 3]);
  });
  it('has an axis when nothing happened', () => {
    expect(valueTicks(0)).toEqual([0, 1]);
  });
});

describe('spread', () => {
  it('keeps the first and the last', () => {
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
    expect(spread([1, 2], 5)).toEqual([1, 2]);
  });
});

describe('apart', () => {
  it('leaves out what would stand on its neighbour, never the last', () => {
    expect(apart([0, 60, 66, 71, 75], 5)).toEqual([0, 60, 75]);
    expect(apart([0, 1], 2)).toEqual([0, 1]);
    expect(apart([5], 2)).toEqual([5]);
  });
  it('keeps all where they are evenly spread', () => {
    const days = Array.from({ length: 60 }, (_, n) => n);
    for (const most of [2, 3, 4, 5]) expect(apart(spread(days, most), most)).toHaveLength(most);
  });
});
