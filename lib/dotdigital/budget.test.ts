import { expect, test } from 'vitest';
import { readRetryAt, readTierState } from './budget';

const now = new Date('2026-11-21T10:00:00Z');
const epoch = now.getTime() / 1000;
const tier = { 'x-ratelimit-limit': '35', 'x-ratelimit-remaining': '3', 'x-ratelimit-scope': 'lowCallRate' };

test('a reset is an epoch above 10⁹ and a delay below, counted from the answer’s own clock', () => {
  expect(readTierState({ ...tier, 'x-ratelimit-reset': String(epoch + 20) }, now)).toEqual({
    tier: 'lowCallRate',
    state: { limit: 35, remaining: 3, resetAt: new Date('2026-11-21T10:00:20Z') },
  });
  expect(readTierState({ ...tier, 'x-ratelimit-reset': '20' }, now)?.state.resetAt).toEqual(
    new Date('2026-11-21T10:00:20Z'),
  );
  const dayAhead = {
    ...tier,
    'x-ratelimit-reset': String(epoch + 86_400 + 20),
    date: new Date((epoch + 86_400) * 1000).toUTCString(),
  };
  expect(readTierState(dayAhead, now)?.state.resetAt).toEqual(new Date('2026-11-21T10:00:20Z'));
});

test('without headers, or with nonsense in them, no limit is known', () => {
  expect(readTierState({}, now)).toBeNull();
  expect(readTierState({ ...tier, 'x-ratelimit-reset': 'soon' }, now)).toBeNull();
  expect(readTierState({ ...tier, 'x-ratelimit-reset': '-5' }, now)).toBeNull();
  expect(readTierState({ ...tier, 'x-ratelimit-limit': '0', 'x-ratelimit-reset': '5' }, now)).toBeNull();
});

test('the wait after a 429 follows Retry-After, then the reset, then a minute, and is never longer than an hour', () => {
  const wait = (headers: Record<string, string>): number =>
    (readRetryAt(headers, now).getTime() - now.getTime()) / 1000;
  expect(wait({ 'retry-after': '7' })).toBe(7);
  expect(wait({ 'retry-after': new Date(now.getTime() + 9_000).toUTCString() })).toBe(9);
  expect(wait({ 'retry-after': '-1', 'x-ratelimit-reset': '12' })).toBe(12);
  expect(wait({ 'retry-after': 'later' })).toBe(60);
  expect(wait({ 'retry-after': '0' })).toBe(1);
  expect(wait({ 'retry-after': '1000000000' })).toBe(3_600);
  expect(wait({ 'x-ratelimit-reset': String(epoch - 5) })).toBe(60);
});
