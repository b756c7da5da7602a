import { expect, test } from 'vitest';
import { changedValues, nameWords, toldBeside } from './line-words';

test('a change is told with what was and what became, whichever way its line says it', () => {
  expect(
    changedValues({ name: 'x', before: { active: true, note: '' }, after: { active: false, note: 'a' } }),
  ).toEqual([
    { name: 'active', before: 'yes', after: 'no' },
    { name: 'note', before: '–', after: 'a' },
  ]);
  expect(changedValues({ changes: [{ name: 'importMinutes', from: null, to: 9 }] })).toEqual([
    { name: 'importMinutes', before: '–', after: '9' },
  ]);
  expect(changedValues({ from: 'EUR', to: 'GBP' })).toEqual([{ name: 'value', before: 'EUR', after: 'GBP' }]);
});

test('the rest stands beside it, in words', () => {
  const detail = {
    name: 'x',
    before: {},
    after: {},
    scopes: ['a', 'b'],
    filterChanged: true,
    counts: { add: 1 },
  };
  expect(toldBeside(detail)).toEqual([
    { label: 'Name', value: 'x' },
    { label: 'Scopes', value: 'a, b' },
    { label: 'Filter changed', value: 'yes' },
    { label: 'Counts', value: '{"add":1}' },
  ]);
  expect(nameWords('time_zone')).toBe('Time zone');
});
