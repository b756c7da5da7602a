import { expect, test } from 'vitest';
import { differences } from './differences';

test('what differs is told from both sides, what doesn’t from none', () => {
  const day = new Date('2026-11-30T10:00:00Z');
  expect(
    differences(
      { name: 'a', owner: 1n, since: null, tags: ['x'], kept: { n: 1 }, gone: true },
      { name: 'b', owner: 2n, since: day, tags: ['x', 'y'], kept: { n: 1 } },
    ),
  ).toEqual({
    before: { name: 'a', owner: '1', since: null, tags: ['x'], gone: true },
    after: { name: 'b', owner: '2', since: '2026-11-30T10:00:00.000Z', tags: ['x', 'y'], gone: null },
  });
});
