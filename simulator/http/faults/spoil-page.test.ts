import { expect, it } from 'vitest';
import { inAnotherOrder } from './spoil-page';

it('never leaves two rows or more in the order they had, whatever they hold', () => {
  for (let n = 0; n < 200; n += 1) {
    const rows = [{ id: n }, { id: n + 1 }, { id: n + 2 }];
    const mixed = inAnotherOrder(rows);
    expect(mixed).not.toEqual(rows);
    expect(mixed).toHaveLength(3);
    expect(new Set(mixed)).toEqual(new Set(rows));
  }
  expect(inAnotherOrder([{ id: 1 }])).toEqual([{ id: 1 }]);
});
