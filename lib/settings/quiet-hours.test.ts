import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours';

const at = (time: string): Date => new Date(`2026-11-20T${time}:00Z`);
const until = (quietHours: string, time: string, zone = 'UTC') => quietUntil({ quietHours }, zone, at(time));

test('quiet hours hold from their beginning up to their end, over midnight too', () => {
  expect(until('none', '23:00')).toBeNull();
  expect(
    ['21:59', '22:00', '23:59', '00:00', '06:59', '07:00'].map((time) => until('22:00-07:00', time)),
  ).toEqual([null, '07:00', '07:00', '07:00', '07:00', null]);
  expect(['11:59', '12:00', '13:29', '13:30'].map((time) => until('12:00-13:30', time))).toEqual([
    null,
    '13:30',
    '13:30',
    null,
  ]);
});

test('they go by the clocks of the account', () => {
  expect(until('22:00-07:00', '20:30', 'Europe/Berlin')).toBeNull();
  expect(until('22:00-07:00', '21:30', 'Europe/Berlin')).toBe('07:00');
});
