import { expect, it } from 'vitest';
import { rowsHref } from './rows-href';

const rows = [
  { outcome: 'added' as const, cause: null, count: 3 },
  { outcome: 'updated' as const, cause: 'value_left_out', count: 2 },
  { outcome: 'rejected' as const, cause: 'failures', count: 1 },
];

it('leads to the rows of an outcome, or of one of its causes', () => {
  expect(rowsHref('7', { outcomes: ['added', 'updated'], count: 5 }, rows)).toBe(
    '/sync-runs/7?f.outcome=any%3Aadded%2Cupdated#people',
  );
  expect(rowsHref('7', { outcomes: ['rejected'], cause: 'failures', count: 1 }, rows)).toBe(
    '/sync-runs/7?f.outcome=any%3Arejected&f.reason=any%3Afailures#people',
  );
});

it('is no door where the grid would show others, fewer, or nobody', () => {
  expect(rowsHref('7', { outcomes: ['skipped'], count: 9 }, rows)).toBeNull();
  expect(rowsHref('7', { outcomes: ['added'], count: 4 }, rows)).toBeNull();
  expect(rowsHref('7', { outcomes: ['removed'], count: 0 }, rows)).toBeNull();
});
