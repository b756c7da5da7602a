import { expect, test } from 'vitest';
import { lastCallAt, nextCallAt } from './enrolment-allowance';

const now = new Date('2026-12-01T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const calls = (count: number, minutes: number) => Array.from({ length: count }, () => ago(minutes));

test('twenty requests an hour: the next leaves when the twentieth last is an hour old', () => {
  expect(nextCallAt({ times: calls(19, 1), refusedAt: null }, now)).toEqual(now);
  expect(nextCallAt({ times: [...calls(10, 1), ...calls(10, 50)], refusedAt: null }, now)).toEqual(ago(-10));
  expect(nextCallAt({ times: calls(20, -30), refusedAt: null }, now)).toEqual(ago(-90));
});

test('where somebody else used the allowance up it is five minutes', () => {
  expect(nextCallAt({ times: [], refusedAt: ago(2) }, now)).toEqual(ago(-3));
});

test('the last of many leaves when those before it have made room', () => {
  const free = { times: [], refusedAt: null };
  expect(lastCallAt(free, 20, now)).toEqual(now);
  expect(lastCallAt(free, 21, now)).toEqual(ago(-60));
  expect(lastCallAt(free, 60, now)).toEqual(ago(-120));
  expect(lastCallAt({ times: calls(18, 40), refusedAt: null }, 3, now)).toEqual(ago(-20));
});
