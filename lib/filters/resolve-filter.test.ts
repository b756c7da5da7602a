import { expect, it } from 'vitest';
import { plainWorld } from '@/prisma/seed/plain-world';
import type { FilterCondition, FilterDefinition, FilterRule } from './filter-definition';
import { resolveFilter } from './resolve-filter';

const filter = (...rules: FilterRule[]): FilterDefinition => ({
  version: 1,
  root: { kind: 'group', combinator: 'all', rules },
});
const of = (
  field: string,
  operator: string,
  value?: FilterCondition['value'],
  extra: Partial<FilterCondition> = {},
): FilterCondition => ({
  kind: 'condition',
  field,
  operator,
  ...(value === undefined ? {} : { value }),
  ...extra,
});
const problemsOf = (definition: FilterDefinition) => {
  const resolution = resolveFilter(definition, plainWorld());
  return resolution.ok ? [] : resolution.problems;
};

it('names every condition that can’t be read, by its place, and refuses the whole filter', () => {
  const problems = problemsOf(
    filter(of('city', 'is', 'x'), of('gone', 'is', 'x'), {
      kind: 'group',
      combinator: 'any',
      rules: [of('city', 'sounds_like', 'x'), of('campaign.opens', 'eq', 1, { campaignId: '8' })],
    }),
  );
  expect(problems.map(({ path }) => path)).toEqual([[1], [2, 0], [2, 1]]);
});

it.each([
  ['a text that is blank', of('city', 'is', '  ')],
  ['a text where none is', of('city', 'is')],
  ['an empty list', of('city', 'one_of', [' ', ''])],
  ['a missing number', of('campaign.opens', 'eq')],
  ['half a range', of('campaign.opens', 'between', ['1', ''])],
  ['a missing date', of('birthday', 'on', '')],
  ['one date of two', of('birthday', 'between', ['2026-01-01', ''])],
  ['no choice', of('consentState', 'any_of', [])],
  ['neither yes nor no', of('campaign.received', 'is')],
  ['a group without a condition', { kind: 'group', combinator: 'any', rules: [] } as FilterRule],
  ['no field yet', of('', '')],
])('never reads %s as everyone', (_what, rule) => {
  expect(problemsOf(filter(rule))).toHaveLength(1);
});

it.each([
  ['a number as text', of('campaign.opens', 'eq', '1')],
  ['a negative count', of('campaign.opens', 'eq', -1)],
  ['half an opening', of('campaign.opens', 'eq', 0.5)],
  ['more than the column holds', of('campaign.opens', 'gte', 3_000_000_000)],
  ['a date that isn’t one', of('birthday', 'on', '2026-02-30')],
  ['a date with SQL', of('birthday', 'on', "2026-01-01'; --")],
  ['zero days', of('createdAt', 'in_last', 0)],
  ['an unknown choice', of('consentState', 'any_of', ['given', 'sold'])],
  ['a campaign on an own field', of('city', 'is', 'x', { campaignId: '7' })],
  ['two kinds of campaigns at once', of('campaign.opens', 'eq', 1, { campaignId: '7', lastCampaigns: 3 })],
  ['last days where none count', of('campaign.opens', 'eq', 1, { lastDays: 3 })],
  [
    'conditions inside a city',
    of('city', 'not_empty', undefined, {
      where: { kind: 'group', combinator: 'all', rules: [of('order.total', 'gt', 1)] },
    }),
  ],
  ['a part that is not there', of('split', 'in_part', [3, 2])],
  ['101 parts', of('split', 'in_part', [1, 101])],
  ['1,201 months', of('createdAt', 'in_last', 1_201, { unit: 'months' })],
  [
    '21 tags of which all must hold',
    of(
      'tags',
      'all_of',
      Array.from({ length: 21 }, (_, n) => `t${n}`),
    ),
  ],
])('refuses %s as wrong', (_what, rule) => {
  const [problem] = problemsOf(filter(rule));
  expect(problem?.message).toBeTruthy();
  expect(problem?.unfinished).toBeUndefined();
});

it.each([
  ['an archived field', of('custom.old', 'is', 'x'), 'was archived by an admin'],
  ['a field of another entity', of('custom.other', 'is', 'x'), 'does not exist'],
  ['an archived choice', of('custom.level', 'any_of', ['low']), 'was archived'],
  ['a deleted tag', of('tags', 'none_of', ['do not mail']), 'There is no tag'],
  ['an owner without an account', of('ownerId', 'any_of', ['6']), 'no account any more'],
  ['a deleted list', of('lists', 'none_of', ['99']), 'was deleted'],
  ['an archived list', of('lists', 'any_of', ['2']), '“Put away” is archived'],
  ['a failed list', of('lists', 'any_of', ['3']), '“Broken” could not be evaluated'],
  ['a list that was never evaluated', of('lists', 'any_of', ['8']), 'not evaluated yet'],
  ['a list of leads', of('lists', 'any_of', ['4']), 'holds other records'],
  ['a list that leads back', of('lists', 'any_of', ['6']), '“Mine” → “Round” → “Mine”'],
  [
    'a deleted marketing campaign',
    of('campaign.opens', 'eq', 1, { marketingCampaignId: '99' }),
    'was deleted',
  ],
  [
    'a marketing campaign that has no e-mail any more',
    of('campaign.opened', 'is', false, { marketingCampaignId: '4' }),
    '“Winter” has no e-mail',
  ],
  ['an order’s field outside orders', of('order.total', 'gt', 1), 'does not exist'],
])('names what is outdated at its condition: %s', (_what, rule, words) => {
  expect(problemsOf(filter(of('city', 'is', 'x'), rule))).toEqual([
    { path: [1], message: expect.stringContaining(words) },
  ]);
});

it.each([
  ['the field', of('custom.old', 'is', 'x', { not: true })],
  ['the choice', of('custom.level', 'any_of', ['low'], { not: true })],
  ['the campaign', of('campaign.opened', 'is', true, { campaignId: '99', not: true })],
  ['the list', of('lists', 'any_of', ['99'], { not: true })],
  ['the failed list', of('lists', 'any_of', ['3'], { not: true })],
])(
  'never reads a filter as everyone where %s behind a Not is gone, however deep it stands',
  (_what, rule) => {
    const nest = (depth: number): FilterRule =>
      depth === 0
        ? rule
        : {
            kind: 'group',
            combinator: depth % 2 ? 'none' : 'any',
            rules: [of('city', 'is', 'x'), nest(depth - 1)],
          };
    for (const depth of [0, 1, 2, 5])
      expect(problemsOf(filter(nest(depth)))).toEqual([
        { path: [0, ...Array.from({ length: depth }, () => 1)], message: expect.any(String) },
      ]);
  },
);

it('names a problem inside orders by its place there, and never reads an unfinished one as every order', () => {
  const inside = (...rules: FilterRule[]): FilterRule =>
    of('orders', 'has', undefined, { where: { kind: 'group', combinator: 'any', rules } });
  expect(
    problemsOf(filter(inside(of('order.total', 'gt', 1), of('city', 'is', 'x')))).map(({ path }) => path),
  ).toEqual([[0, 1]]);
  expect(problemsOf(filter(inside()))).toMatchObject([{ path: [0], unfinished: true }]);
});

it('reads an empty filter as everyone only with All of', () => {
  expect(problemsOf(filter())).toEqual([]);
  for (const combinator of ['any', 'none'] as const) {
    expect(problemsOf({ version: 1, root: { kind: 'group', combinator, rules: [] } })).toHaveLength(1);
  }
});

it('puts ranges and dates in order, trims texts and drops doubles', () => {
  const read = (rule: FilterRule) => {
    const resolution = resolveFilter(filter(rule), plainWorld());
    const [first] = resolution.ok ? resolution.root.rules : [];
    return first?.kind === 'condition' ? first.value : undefined;
  };
  expect(read(of('campaign.opens', 'between', [3, 1]))).toEqual([1, 3]);
  expect(read(of('birthday', 'between', ['2026-02-01', '2026-01-01']))).toEqual(['2026-01-01', '2026-02-01']);
  expect(read(of('city', 'one_of', [' a', 'a ', 'b']))).toEqual(['a', 'b']);
});

it('takes a currency only of an amount, by its code, and only the one that sums are kept in', () => {
  const inBase = (base: string | null, rule: FilterCondition): string[] => {
    const resolution = resolveFilter(filter(rule), plainWorld('customer', { base }));
    return resolution.ok ? [] : resolution.problems.map(({ message }) => message);
  };
  const value = (currency: string) => of('lifetimeValue', 'gte', 100, { currency });
  expect(inBase(null, value('EUR'))).toEqual([]);
  expect(inBase('EUR', value('EUR'))).toEqual([]);
  expect(inBase('EUR', of('abandonedCartValue', 'gte', 1, { currency: 'JPY' }))).toEqual([]);
  expect(inBase('EUR', value('USD'))).toEqual([expect.stringContaining('Choose EUR.')]);
  expect(inBase(null, value('XX9'))).toEqual([expect.stringContaining('Choose a currency')]);
  expect(inBase(null, of('city', 'is', 'Bonn', { currency: 'EUR' }))).toEqual([
    expect.stringContaining('not an amount of money'),
  ]);
});
