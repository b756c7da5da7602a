import { expect, it } from 'vitest';
import { eventually } from '@/prisma/test-eventually';
import { openLookout } from './lookout';

it('looks once for all, goes on after a look that failed, and stops when nobody is left', async () => {
  let looks = 0;
  const errors: unknown[] = [];
  const lookout = openLookout({
    look: async () => {
      looks += 1;
      if (looks === 2) throw new Error('away');
      return looks;
    },
    everyMs: 1,
    onError: (error) => errors.push(error),
  });
  const [one, two]: [number[], number[]] = [[], []];
  const [leaveOne, leaveTwo] = [
    lookout.join((seen) => one.push(seen)),
    lookout.join((seen) => two.push(seen)),
  ];
  await eventually(() => expect(one.length).toBeGreaterThan(2));
  expect(one.slice(0, 3)).toEqual([1, 3, 4]);
  expect(two.slice(0, 3)).toEqual([1, 3, 4]);
  expect(errors).toHaveLength(1);
  leaveOne();
  const before = two.length;
  await eventually(() => expect(two.length).toBeGreaterThan(before));
  leaveTwo();
  const [ofOne, ofTwo] = [one.length, two.length];
  await new Promise(setImmediate);
  const joinedAgain: number[] = [];
  const leave = lookout.join((seen) => joinedAgain.push(seen));
  await eventually(() => expect(joinedAgain.length).toBeGreaterThan(1));
  leave();
  expect([one.length, two.length]).toEqual([ofOne, ofTwo]);
});
