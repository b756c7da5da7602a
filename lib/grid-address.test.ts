import { expect, it } from 'vitest';
import { gridAddress } from './grid-address';
import { parseTableQuery } from './table-query';

it('writes choices as the table reads them, under the prefix of their table, and leaves out what is not asked', () => {
  const address = gridAddress(
    '/lists/7',
    { state: ['in_book', 'a,b'], 'removed.why': ['opted_out'], none: [] },
    'people',
  );
  expect(address.startsWith('/lists/7?')).toBe(true);
  expect(address.endsWith('#people')).toBe(true);
  const { searchParams } = new URL(address, 'http://x');
  const read = (prefix: string | undefined, field: string) =>
    parseTableQuery(searchParams, {
      sortable: ['id'],
      filterable: { [field]: 'choice' },
      defaultSort: { field: 'id', direction: 'asc' },
      ...(prefix ? { prefix } : {}),
    }).filters.map(({ value }) => value);
  expect(read(undefined, 'state')).toEqual([['in_book', 'a,b']]);
  expect(read('removed', 'why')).toEqual([['opted_out']]);
  expect(read(undefined, 'none')).toEqual([]);
  expect(gridAddress('/lists', {})).toBe('/lists');
});
