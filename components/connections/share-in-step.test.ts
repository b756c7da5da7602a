import { expect, it } from 'vitest';
import { shareInStep } from './share-in-step';

const said = { readAt: '', comparedAt: '', failure: null };

it.each([
  [0, {}, '100%'],
  [5_000, {}, '100%'],
  [5_000, { takenOff: 1 }, '99.98%'],
  [1_000_000, { deleted: 1 }, '99.99%'],
  [60, { takenOff: 20, refused: 40 }, '0%'],
  [3, { inFlight: 1 }, '66.66%'],
])('of %i with %j it is %s', (compared, causes, share) => {
  expect(shareInStep({ ...said, compared, causes }, 'en-GB')).toBe(share);
});
