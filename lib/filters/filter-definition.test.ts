import { describe, expect, it } from 'vitest';
import {
  emptyFilter,
  FilterDefinition,
  filterLimits,
  type FilterCondition,
  type FilterGroup,
  type FilterRule,
} from './filter-definition';

const berlin: FilterCondition = { kind: 'condition', field: 'city', operator: 'is', value: 'Berlin' };
const group = (...rules: FilterRule[]): FilterGroup => ({ kind: 'group', combinator: 'all', rules });
const filter = (root: unknown): unknown => ({ version: 1, root });
const nested = (depth: number): FilterGroup => {
  let inner = group(berlin);
  for (let n = 1; n < depth; n += 1) inner = group(inner);
  return inner;
};
const whereWithin = (depth: number): FilterGroup => {
  let inner = group(berlin);
  for (let n = 1; n < depth; n += 1) inner = group({ ...berlin, where: inner });
  return inner;
};
const messageOf = (input: unknown): string | undefined =>
  FilterDefinition.safeParse(input).error?.issues[0]?.message;

describe('the stored form of a filter', () => {
  it('takes what the builder makes and gives it back unchanged', () => {
    const input = filter(
      group(berlin, {
        kind: 'group',
        combinator: 'none',
        rules: [{ ...berlin, not: true, campaignId: '12' }],
      }),
    );
    expect(FilterDefinition.parse(input)).toEqual(input);
    expect(FilterDefinition.parse(emptyFilter)).toEqual(emptyFilter);
  });

  it.each([
    [filterLimits.depth, undefined],
    [filterLimits.depth + 1, 'nested 8 deep'],
    [1_000, 'nested 8 deep'],
    [200_000, 'nested 8 deep'],
  ])('at a depth of %i says %s', (depth, words) => {
    const message = messageOf(filter(nested(depth)));
    if (words === undefined) expect(message).toBeUndefined();
    else expect(message).toContain(words);
  });

  it.each([
    [200, false],
    [201, true],
    [10_000, true],
    [1_000_000, true],
  ])('with %i conditions is refused: %s', (count, refused) => {
    const input = filter({ ...group(), rules: Array.from({ length: count }, () => berlin) });
    const message = messageOf(input);
    expect(message?.includes('200 conditions') ?? false).toBe(refused);
  });

  it('counts conditions over all groups', () => {
    expect(
      messageOf(
        filter(
          group(...Array.from({ length: 21 }, () => group(...Array.from({ length: 10 }, () => berlin)))),
        ),
      ),
    ).toContain('200 conditions');
  });

  it.each([
    ['no version', { root: group() }],
    ['another version', { version: 2, root: group() }],
    ['no root', { version: 1 }],
    ['an unknown combinator', filter({ kind: 'group', combinator: 'xor', rules: [] })],
    ['a condition as root', filter(berlin)],
    ['an unknown key', filter({ ...group(), sql: '1=1' })],
    ['an unknown key in a condition', filter({ ...group(), rules: [{ ...berlin, raw: 'x' }] })],
    ['a value that is an object', filter({ ...group(), rules: [{ ...berlin, value: { contains: 'x' } }] })],
    ['a value that is NaN', filter(group({ ...berlin, value: Number.NaN }))],
    ['a text of 1,001 characters', filter(group({ ...berlin, value: 'x'.repeat(1_001) }))],
    ['a NUL character', filter(group({ ...berlin, value: 'a\u0000b' }))],
    ['50,001 values', filter(group({ ...berlin, value: Array.from({ length: 50_001 }, () => 'x') }))],
    [
      '100,001 values in all',
      filter(
        group(...[1, 2, 3].map(() => ({ ...berlin, value: Array.from({ length: 33_334 }, () => 'x') }))),
      ),
    ],
    ['orders of orders of orders without end', filter(group({ ...berlin, where: whereWithin(1_000) }))],
    [
      '201 conditions inside orders',
      filter(group({ ...berlin, where: group(...Array.from({ length: 200 }, () => berlin)) })),
    ],
    ['a campaign id that is none', filter(group({ ...berlin, campaignId: '1 OR 1=1' }))],
    ['a text', 'drop table'],
    ['nothing', null],
    ['an array', []],
  ])('refuses %s', (_what, input) => {
    expect(FilterDefinition.safeParse(input).success).toBe(false);
  });

  it('leaves no mark on other objects', () => {
    FilterDefinition.safeParse(
      JSON.parse(
        '{"version":1,"root":{"kind":"group","combinator":"all","rules":[],"__proto__":{"polluted":true}},"constructor":{"prototype":{"polluted":true}}}',
      ),
    );
    expect('polluted' in {}).toBe(false);
  });
});
