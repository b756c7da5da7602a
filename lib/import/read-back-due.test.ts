import { expect, it } from 'vitest';
import { isReadBackDue } from './read-back-due';

type Facts = Parameters<typeof isReadBackDue>[0];
const at = (time: string): Date => new Date(`2026-06-10T${time}:00Z`);
const inStep = { theirs: 100, ours: 100 };
const usual: Facts = {
  now: at('12:00'),
  zone: 'Europe/London',
  isUnfinished: false,
  askedAt: null,
  readAt: at('02:10'),
  connectedAt: at('01:00'),
  counts: inStep,
  countsAtRead: inStep,
  isWaveUnderWay: false,
};

it.each<[string, Partial<Facts>, boolean]>([
  ['was read this night and its count is ours', {}, false],
  ['was cut off', { isUnfinished: true }, true],
  ['was asked for since', { askedAt: at('11:59') }, true],
  ['was asked for and read since', { askedAt: at('02:00') }, false],
  ['was last read before three o’clock by the account’s clocks', { readAt: at('01:59') }, true],
  ['was connected since three o’clock and never read', { readAt: null, connectedAt: at('02:05') }, false],
  ['was connected before and never read', { readAt: null }, true],
  ['has another count', { counts: { theirs: 40, ours: 100 } }, true],
  ['has more people than we know of', { counts: { theirs: 101, ours: 100 } }, true],
  [
    'has another count while a wave is under way',
    { counts: { theirs: 40, ours: 100 }, isWaveUnderWay: true },
    false,
  ],
  [
    'has a count that stayed another one after it was read',
    { counts: { theirs: 40, ours: 41 }, countsAtRead: { theirs: 99, ours: 100 } },
    false,
  ],
  [
    'of a million has another count an hour after it was read',
    { counts: { theirs: 999_000, ours: 1_000_000 }, readAt: at('11:00') },
    false,
  ],
  [
    'of a million has another count hours after it was read',
    { counts: { theirs: 999_000, ours: 1_000_000 } },
    true,
  ],
])('a book that %s: due %s', (_, facts, due) => {
  expect(isReadBackDue({ ...usual, ...facts })).toBe(due);
});
