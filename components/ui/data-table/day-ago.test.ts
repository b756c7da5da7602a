import { expect, it } from 'vitest';
import { dayAgo } from './day-ago';

it.each([
  ['an hour before midnight, a day of 25 hours ago', '2026-10-28T22:30:00Z', '2026-10-22'],
  ['an hour after midnight, a day of 23 hours ago', '2027-03-30T22:30:00Z', '2027-03-25'],
  ['on New Year', '2026-12-31T23:30:00Z', '2026-12-26'],
  ['over 29 February', '2028-03-02T12:00:00Z', '2028-02-25'],
])('counts calendar days: %s', (_, now, day) => {
  expect(dayAgo(6, 'Europe/Berlin', Date.parse(now))).toBe(day);
});

it('begins with the day that the zone has', () => {
  const now = Date.parse('2026-11-30T23:30:00Z');
  expect([dayAgo(0, 'Europe/Berlin', now), dayAgo(0, 'UTC', now), dayAgo(0, 'Asia/Tokyo', now)]).toEqual([
    '2026-12-01',
    '2026-11-30',
    '2026-12-01',
  ]);
});
