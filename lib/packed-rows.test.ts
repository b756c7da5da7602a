import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packRows, unpackRows } from './packed-rows';

const value = fc.letrec<{ value: unknown; row: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, '', 'same'),
    fc.string(),
    fc.integer(),
    fc.date({ noInvalidDate: true }),
    fc.array(fc.string(), { maxLength: 2 }),
    tie('row'),
  ),
  row: fc.dictionary(fc.constantFrom('id', 'name', 'owner', 'all', 'each', 'few', 'at'), tie('value')),
}));

it('gives back every row as it was', () => {
  fc.assert(
    fc.property(fc.array(value.row, { maxLength: 12 }), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});

it('gives back rows whose fields have no value, though none travels', () => {
  const rows = [
    { id: '1', choices: undefined },
    { id: '2', choices: undefined },
  ];
  const travelled = JSON.parse(JSON.stringify(packRows(rows))) as ReturnType<typeof packRows>;
  expect(unpackRows(travelled)).toEqual([{ id: '1' }, { id: '2' }]);
});

it('says a name once, and what all rows or many of them share once', () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({
    id: String(n),
    owner: { id: '1', name: 'Mira' },
    books: [],
    evaluation: { state: n % 2 === 0 ? 'fresh' : 'never', at: null },
  }));
  const text = JSON.stringify(packRows(rows));
  expect(text.match(/Mira/g)).toHaveLength(1);
  expect(text.match(/evaluation/g)).toHaveLength(1);
  expect(text.match(/fresh/g)).toHaveLength(1);
  expect(text.length).toBeLessThan(JSON.stringify(rows).length / 3);
});
