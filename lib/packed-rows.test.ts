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
  row: fc.dictionary(fc.constantFrom('id', 'name', 'owner', 'state', 'all', 'each'), tie('value')),
}));

it('gives back every row as it was', () => {
  fc.assert(
    fc.property(fc.array(value.row, { maxLength: 6 }), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});

it('survives the way to the browser, on which what is undefined is dropped', () => {
  const rows = [
    { id: '1', city: undefined, tags: [] },
    { id: '2', city: undefined, tags: [] },
  ];
  const arrived = JSON.parse(JSON.stringify(packRows(rows))) as ReturnType<
    typeof packRows<(typeof rows)[number]>
  >;
  expect(unpackRows(arrived)).toEqual([
    { id: '1', tags: [] },
    { id: '2', tags: [] },
  ]);
});

it('says a name once, and what all rows share once', () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({
    id: String(n),
    owner: { id: '1', name: 'Mira' },
    books: [],
    evaluation: { state: n % 2 === 0 ? 'fresh' : 'never', at: null },
  }));
  const text = JSON.stringify(packRows(rows));
  expect(text.match(/Mira/g)).toHaveLength(1);
  expect(text.match(/evaluation/g)).toHaveLength(1);
  expect(text.length).toBeLessThan(JSON.stringify(rows).length / 3);
});
