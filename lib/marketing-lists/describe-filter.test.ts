import { expect, it } from 'vitest';
import { describeFilter } from './describe-filter';
import type { Combinator, FilterCondition, FilterRule } from './filter-definition';
import { filterSources } from './filter-fields';
import { operatorsByType } from './filter-operators';
import { resolveFilter } from './resolve-filter';

const frame = { zone: 'Europe/London', today: '2026-11-21' };
const campaigns = new Map([['7', 'October arrivals']]);
const of = (field: string, operator: string, value?: FilterCondition['value'], extra: Partial<FilterCondition> = {}): FilterCondition => ({
  kind: 'condition', field, operator, ...(value === undefined ? {} : { value }), ...extra,
});
const group = (combinator: Combinator, ...rules: FilterRule[]): FilterRule => ({ kind: 'group', combinator, rules });
function words(combinator: Combinator, ...rules: FilterRule[]): string {
  const resolution = resolveFilter({ version: 1, root: { kind: 'group', combinator, rules } }, campaigns);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return describeFilter(resolution.root, 'contact', frame);
}
const october = { campaignId: '7' };

it.each([
  [words('all'), 'every contact'],
  [words('all', of('city', 'is', ' Berlin ')), 'contacts whose city is “Berlin”'],
  [words('all', of('city', 'is_not', 'Berlin')), 'contacts whose city is not “Berlin” or is empty'],
  [words('all', of('country', 'one_of', ['DE', 'FR', 'AT', 'CH'])), 'contacts whose country is “DE”, “FR”, “AT” or 1 more'],
  [words('all', of('email', 'empty')), 'contacts whose e-mail is empty'],
  [words('all', of('birthday', 'before', '1990-01-31')), 'contacts whose birthday is before 31 Jan 1990'],
  [words('all', of('createdAt', 'in_last', 11)), 'contacts who were created in the last 11 days (= since Tue 10 Nov 2026 00:00 Europe/London)'],
  [words('all', of('consentState', 'any_of', ['withdrawn'], { not: true })), 'contacts, but not those whose marketing consent is withdrawn'],
  [words('all', of('campaign.opens', 'eq', 1, october)), 'contacts who opened “October arrivals” exactly once'],
  [words('all', of('campaign.opens', 'eq', 0, october)), 'contacts who received “October arrivals” and never opened it'],
  [words('all', of('campaign.clicks', 'gte', 2)), 'contacts who clicked in any campaign at least twice'],
  [words('all', of('campaign.unsubscribed', 'is', false, october)), 'contacts who did not unsubscribe through “October arrivals”, those who never received it included'],
  [words('any', of('city', 'is', 'Bonn'), of('city', 'is', 'Köln')), 'contacts whose city is “Bonn”, or whose city is “Köln”'],
  [words('none', of('city', 'is', 'Bonn'), of('campaign.received', 'is', true)), 'contacts, but not those whose city is “Bonn” or those who received any campaign'],
  [
    words('all', of('city', 'is', 'Bonn'), group('any', of('campaign.opens', 'eq', 1), of('campaign.bounced', 'is', true)), of('source', 'is', 'staff', { not: true })),
    'contacts whose city is “Bonn”, and either who opened any campaign exactly once or whose mail of any campaign bounced, but not those whose source is “staff”',
  ],
])('says %j', (said, expected) => {
  expect(said).toBe(expected);
});

it('has words for every comparison of every field', () => {
  const sample = { none: undefined, text: 'x', texts: ['x'], number: 3, range: [1, 2], date: '2026-01-01', dates: ['2026-01-01', '2026-02-01'], days: 3, span: 3, part: [1, 2], yesno: true } as const;
  for (const field of filterSources.filter(({ type }) => type !== 'owner' && type !== 'tags')) {
    for (const operator of operatorsByType[field.type]) {
      const value = operator.value === 'choices' ? [field.choices?.[0]?.value ?? ''] : sample[operator.value];
      const said = words('all', of(field.name, operator.name, Array.isArray(value) ? ([...value] as FilterCondition['value']) : (value as FilterCondition['value'])));
      expect(said).toMatch(/^contacts (who|whose) \S/);
      expect(said).not.toMatch(/undefined|NaN|null|\[object/);
    }
  }
});

it('has one comparison in the table for every operator that is offered', async () => {
  const { comparisons } = await import('./condition-sql');
  for (const [type, operators] of Object.entries(operatorsByType)) {
    expect(Object.keys(comparisons[type as keyof typeof comparisons] ?? {}).sort()).toEqual(operators.map(({ name }) => name).sort());
  }
});
