import { expect, it } from 'vitest';
import { changesInWords } from './changes-in-words';

it('tells what a row sent: each value before and after, and of someone new the values alone', () => {
  expect(changesInWords({ CITY: 'Bern', NAME: 'Ada' }, { CITY: 'Basel', NAME: 'Ada' })).toBe(
    'CITY: “Bern” → “Basel”',
  );
  expect(changesInWords({ CITY: 'Bern' }, { CITY: '', NAME: 'Ada' })).toBe(
    'CITY: “Bern” → empty, NAME: empty → “Ada”',
  );
  expect(changesInWords(null, { CITY: 'Bern', NAME: null })).toBe('CITY: “Bern”');
});

it('names a few, cuts long ones, and says nothing where nothing differed', () => {
  const many = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`F${n}`, String(n)]));
  expect(changesInWords(null, many)).toBe('F0: “0”, F1: “1”, F2: “2”, F3: “3” and 2 more');
  expect(changesInWords(null, { NOTE: 'x'.repeat(100) })).toBe(`NOTE: “${'x'.repeat(60)}…”`);
  expect(changesInWords({ CITY: 'Bern' }, { CITY: 'Bern' })).toBeNull();
  expect(changesInWords({ CITY: 'Bern' }, null)).toBeNull();
});
