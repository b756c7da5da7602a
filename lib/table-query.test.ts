import { describe, expect, it } from 'vitest';

import { formatFilter, parseFilter, parseTableQuery, type TableFilter, gridAddress } from './table-query';

const options = {
  sortable: ['name', 'createdAt'],
  filterable: { name: 'text', opens: 'number', state: 'choice', createdAt: 'date', active: 'boolean' },
  defaultSort: { field: 'name', direction: 'asc' },
} as const;

const parse = (query: string) => parseTableQuery(new URLSearchParams(query), options);

describe('parseTableQuery', () => {
  it('answers the defaults for an empty address', () => {
    expect(parse('')).toEqual({
      q: '',
      sort: { field: 'name', direction: 'asc' },
      filters: [],
      page: 1,
      size: 50,
      cursor: null,
    });
  });

  it('reads search, sort, page, size and cursor', () => {
    expect(parse('q=+mira+&sort=createdAt.desc&page=3&size=25&cursor=abc')).toMatchObject({
      q: 'mira',
      sort: { field: 'createdAt', direction: 'desc' },
      page: 3,
      size: 25,
      cursor: 'abc',
    });
  });

  it('takes what a page hands it, where a key may come twice', () => {
    expect(parseTableQuery({ q: ['a', 'b'], page: '2', other: undefined }, options)).toMatchObject({
      q: 'a',
      page: 2,
    });
  });

  it('ignores what it does not know', () => {
    const query = parse(
      'sort=password.desc&f.password=contains:x&f.opens=contains:3&f.state=none:a&page=-1&size=100000',
    );
    expect(query).toEqual(parse(''));
  });

  it('reads each kind of filter', () => {
    expect(
      parse(
        'f.opens=gte:1&f.state=any:active,held&f.createdAt=between:2026-11-01,&f.active=is:yes&f.name=is:Mira',
      ).filters,
    ).toEqual([
      { field: 'name', type: 'text', op: 'is', value: 'Mira' },
      { field: 'opens', type: 'number', op: 'gte', value: 1 },
      { field: 'state', type: 'choice', op: 'any', value: ['active', 'held'] },
      { field: 'createdAt', type: 'date', op: 'between', value: { from: '2026-11-01', to: undefined } },
      { field: 'active', type: 'boolean', op: 'is', value: true },
    ]);
  });

  it('keeps tables of one page apart by their prefix', () => {
    const params = new URLSearchParams('q=outer&removed.q=inner&removed.f.opens=eq:2');
    const query = parseTableQuery(params, { ...options, prefix: 'removed' });
    expect(query.q).toBe('inner');
    expect(query.filters).toHaveLength(1);
  });

  it('drops the character that PostgreSQL cannot hold', () => {
    expect(parse(`q=a${encodeURIComponent('\u0000')}b`).q).toBe('ab');
  });
});

describe('a filter', () => {
  const filters: TableFilter[] = [
    { field: 'x', type: 'text', op: 'contains', value: 'a:b,c' },
    { field: 'x', type: 'number', op: 'between', value: [-1, 2.5] },
    { field: 'x', type: 'choice', op: 'any', value: ['a,b', 'c\\d', 'e'] },
    { field: 'x', type: 'date', op: 'between', value: { from: '2026-01-01', to: '2026-02-01' } },
    { field: 'x', type: 'boolean', op: 'is', value: false },
  ];
  it.each(filters)('survives the way into the address and back: $type', (filter) => {
    expect(parseFilter('x', filter.type, formatFilter(filter))).toEqual(filter);
  });
  it('puts a turned range right', () => {
    expect(parseFilter('x', 'number', 'between:5,2')).toMatchObject({ value: [2, 5] });
  });
  it.each(['gte:', 'gte:abc', 'between:1', 'eq', 'between:1,Infinity'])(
    'that is no number is none: %s',
    (raw) => {
      expect(parseFilter('x', 'number', raw)).toBeNull();
    },
  );
  it('refuses a day that does not exist', () => {
    expect(parseFilter('x', 'date', 'between:2026-02-31,')).toBeNull();
  });
});

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
