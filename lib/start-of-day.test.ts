import { expect, it } from 'vitest';
import { startOfDay } from './start-of-day';

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
