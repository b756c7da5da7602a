import { expect, test } from 'vitest';
import { liftOf } from './lift';

test('the lift is the difference of the shares in points, with an interval around it', () => {
  expect(liftOf({ people: 1_000, ordered: 120 }, { people: 1_000, ordered: 80 })).toEqual({
    points: 4,
    from: 1.4,
    to: 6.6,
  });
});

test('few people say little, and too few nothing', () => {
  expect(liftOf({ people: 20, ordered: 4 }, { people: 20, ordered: 2 })).toMatchObject({ points: 10 });
  expect(liftOf({ people: 19, ordered: 4 }, { people: 500, ordered: 2 })).toBeNull();
  const small = liftOf({ people: 20, ordered: 4 }, { people: 20, ordered: 2 });
  expect(small && small.from < 0 && small.to > 10).toBe(true);
});
