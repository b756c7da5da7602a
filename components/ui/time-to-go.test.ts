import { expect, it } from 'vitest';
import { msToGo, roundedToGo } from './time-to-go';

it('tells the time to go at the pace that was seen, whatever was done before', () => {
  expect(msToGo({ at: 0, done: 0 }, { at: 10_000, done: 100 }, 400)).toBe(30_000);
  expect(msToGo({ at: 50_000, done: 900 }, { at: 60_000, done: 1_000 }, 1_300)).toBe(30_000);
});

it('says nothing before there is a pace, while nothing moves, and when it is over', () => {
  expect(msToGo({ at: 0, done: 0 }, { at: 2_900, done: 100 }, 400)).toBeNull();
  expect(msToGo({ at: 0, done: 40 }, { at: 60_000, done: 40 }, 400)).toBeNull();
  expect(msToGo({ at: 0, done: 0 }, { at: 60_000, done: 400 }, 400)).toBeNull();
});

it('is as coarse as it is sure', () => {
  expect([1_200, 33_000, 100_000, 3_700_000].map(roundedToGo)).toEqual([5_000, 35_000, 90_000, 3_720_000]);
});
