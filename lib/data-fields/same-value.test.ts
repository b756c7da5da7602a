import { expect, it } from 'vitest';
import { isSameValue, type ListedValue } from './same-value';
import type { DataFieldType } from './schemas';

it.each<[DataFieldType, string, ListedValue, boolean]>([
  ['String', 'Ada', 'Ada', true],
  ['String', 'Ada', ' Ada ', true],
  ['String', 'Ada', 'ADA', false],
  ['String', 'Café', 'Cafe\u0301', true],
  ['String', '', null, true],
  ['String', '', undefined, true],
  ['String', 'Ada', undefined, false],
  ['String', '', 'Ada', false],
  ['String', '12', 12, true],
  ['Numeric', '12.50', 12.5, true],
  ['Numeric', '12.50', '12.5', true],
  ['Numeric', '12', 13, false],
  ['Numeric', '', 0, false],
  ['Boolean', 'True', true, true],
  ['Boolean', 'False', 'no', true],
  ['Boolean', 'False', true, false],
  ['Date', '1984-07-05T00:00:00', '1984-07-05T00:00:00Z', true],
  ['Date', '1984-07-05T00:00:00', '1984-07-05T00:00:00.0000000', true],
  ['Date', '1984-07-05T00:00:00', '1984-07-05T02:00:00+02:00', true],
  ['Date', '1984-07-05T00:00:00', '1984-07-06T00:00:00', false],
  ['Date', '1984-07-05T00:00:00', 'not a date', false],
])('%s: sent %j, listed %j: the same %s', (type, sent, listed, same) => {
  expect(isSameValue(type, sent, listed)).toBe(same);
});
