import { expect, it } from 'vitest';
import { addMonths, addSpan, anniversaryRanges, startOfDay } from './filter-days';

it.each([
  ['an ordinary day', '2026-07-01', 'Europe/London', '2026-06-30T23:00:00.000Z'],
  ['the day clocks go forward at one', '2026-03-29', 'Europe/London', '2026-03-29T00:00:00.000Z'],
  ['the day after clocks went back', '2026-10-26', 'Europe/London', '2026-10-26T00:00:00.000Z'],
  ['a day whose midnight is skipped', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ['a day whose midnight comes twice', '2026-10-25', 'Atlantic/Azores', '2026-10-25T00:00:00.000Z'],
  ['a day that the zone never had is the next one', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['a zone far ahead', '2026-11-21', 'Pacific/Kiritimati', '2026-11-20T10:00:00.000Z'],
  ['a zone with quarter hours', '2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
  ['the last day that can be written', '9999-12-31', 'Europe/London', '9999-12-31T00:00:00.000Z'],
  ['a day before zones', '0001-01-01', 'Europe/London', '0001-01-01T00:00:00.000Z'],
])('begins %s at its first instant', (_what, day, zone, instant) => {
  expect(startOfDay(day, zone).toISOString()).toBe(instant);
});

it('begins the next day where the last one that can be written ends', () => {
  expect(startOfDay('9999-12-31', 'UTC', 1).getTime()).toBe(Date.UTC(10_000, 0, 1));
});

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
