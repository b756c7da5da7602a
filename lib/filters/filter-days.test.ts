import { expect, it } from 'vitest';
import { addMonths, addSpan, anniversaryRanges } from './filter-days';

it('counts months to the same day, or to the last one where a month has no such day', () => {
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2028-03-31', -1)).toBe('2028-02-29');
  expect(addSpan('2026-12-31', 2, 'months')).toBe('2027-02-28');
  expect(addSpan('2026-11-21', -3, 'weeks')).toBe('2026-10-31');
});

const celebrates = (born: number, today: string, days: number): boolean =>
  anniversaryRanges(today, days).some(([from, to]) => born >= from && born <= to);

it.each([
  ['2027-02-28', 0, true],
  ['2027-02-27', 0, false],
  ['2027-02-27', 1, true],
  ['2027-03-01', 0, false],
  ['2028-02-28', 0, false],
  ['2028-02-29', 0, true],
  ['2028-02-28', 1, true],
  ['2027-03-01', 364, false],
  ['2027-03-01', 365, true],
  ['2026-12-31', 59, true],
  ['2026-12-31', 58, false],
])(
  'whoever was born on 29 February has their day on the 28th in other years: from %s on, %i days: %s',
  (today, days, expected) => {
    expect(celebrates(229, today, days)).toBe(expected);
  },
);

it.each([
  [1219, false],
  [1220, true],
  [1231, true],
  [101, true],
  [109, true],
  [110, false],
])('a span over New Year has the days on both sides of it: %i is in it: %s', (born, expected) => {
  expect(celebrates(born, '2026-12-20', 20)).toBe(expected);
});
