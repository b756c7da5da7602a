import { expect, it } from 'vitest';
import { describeChanges } from './mapping-words';
import { MappingDocument } from './mapping-document';

const row = (name: string, sources: string[], own: object = {}) => ({
  dataField: { name, type: 'String' },
  sources,
  ...own,
});
const mapping = (rows: object[], syncPriority = 0) =>
  MappingDocument.parse({
    kind: 'dotbridge data field mapping',
    format: 1,
    entity: 'contact',
    syncPriority,
    rows,
  });
const label = (name: string): string => ({ city: 'City', firstName: 'First name' })[name] ?? name;

it('names what came, went and changed, one sentence each', () => {
  const before = mapping([row('A', ['city']), row('B', ['firstName', 'city']), row('C', ['city'])]);
  const after = mapping(
    [
      row('a', ['firstName'], {
        empty: 'keep',
        rules: [{ kind: 'trim' }, { kind: 'case', to: 'upper' }],
        format: { decimals: 2 },
      }),
      row('B', ['firstName', 'city'], { separator: ', ' }),
      row('D', ['gone'], { twoWay: true }),
    ],
    5,
  );
  expect(describeChanges(before, after, label)).toEqual([
    'Sync priority: 0 → 5',
    'a: from City → First name',
    'a: an empty value clears it at Dotdigital → keeps what Dotdigital has',
    'a: decimals as many as there are → 2',
    'a: rules none → spaces at both ends go; in UPPER CASE',
    'B: joined by “ ” → “, ”',
    'D added, from gone',
    'C taken out; it came from City',
  ]);
});

it('tells another table of values and another order, and says nothing where nothing differs', () => {
  const table = (to: string) =>
    row('A', ['city'], { rules: [{ kind: 'table', pairs: [{ from: 'x', to }] }] });
  expect(describeChanges(mapping([table('1')]), mapping([table('2')]), label)).toEqual([
    'A: another table of values',
  ]);
  const [a, b] = [row('A', ['city']), row('B', ['city'])];
  expect(describeChanges(mapping([a, b]), mapping([b, a]), label)).toEqual(['Rows stand in another order']);
  expect(describeChanges(mapping([a, b]), mapping([a, b]), label)).toEqual([]);
});
