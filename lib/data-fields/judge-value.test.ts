import { describe, expect, it } from 'vitest';
import { fixedFields } from '../crm';
import { judgeValue, type Facts, type Verdict } from './judge-value';
import { isSameText, readBack } from './read-back';
import { dataFieldTypes, RowFormat, type RowSettings } from './schemas';
import { whyNotTwoWay } from './two-way';

const row = { type: 'String', conflict: 'crm', emptyComesBack: false } as const;
const facts: Facts = {
  told: 'Eve',
  known: 'Ada',
  underWay: null,
  wanted: 'Ada',
  ours: 'Ada',
  theirs: { value: 'Eve' },
  isOursNewer: false,
};
type Case = [string, Partial<Facts>, Partial<Pick<RowSettings, 'conflict' | 'emptyComesBack'>>, Verdict];

describe('a value that Dotdigital tells', () => {
  const emptied = { told: '', theirs: { value: null } } as const;
  const both = { wanted: 'Bob', ours: 'Bob' } as const;
  it.each<Case>([
    ['is taken where it changed there alone', {}, {}, { kind: 'taken', conflict: false }],
    ['is nothing where it is what was known', { told: ' Ada ' }, {}, { kind: 'nothing' }],
    ['is nothing where a file under way brings it', { underWay: ['Ada', 'Eve'] }, {}, { kind: 'nothing' }],
    ['waits where a file under way may be behind it', { underWay: ['Ada'] }, {}, { kind: 'later' }],
    ['is agreed where it is wanted here too', { wanted: 'Eve', ours: 'Eve' }, {}, { kind: 'agreed' }],
    ['is agreed where it means what the record holds', { ours: 'Eve' }, {}, { kind: 'agreed' }],
    [
      'is refused where the record can’t hold it',
      { theirs: { problem: 'No.' } },
      {},
      { kind: 'refused', reason: 'No.' },
    ],
    ['meets a change here: CRM wins', both, {}, { kind: 'kept' }],
    [
      'meets a change here: Dotdigital wins',
      both,
      { conflict: 'dotdigital' },
      { kind: 'taken', conflict: true },
    ],
    [
      'meets an older change here: newest wins',
      both,
      { conflict: 'newest' },
      { kind: 'taken', conflict: true },
    ],
    [
      'meets a newer change here: newest wins',
      { ...both, isOursNewer: true },
      { conflict: 'newest' },
      { kind: 'kept' },
    ],
    ['is nothing where it is empty', emptied, {}, { kind: 'nothing' }],
    ['empties where the row says so', emptied, { emptyComesBack: true }, { kind: 'taken', conflict: false }],
    [
      'is nothing where it is empty and nothing was known',
      { ...emptied, known: null },
      { emptyComesBack: true },
      { kind: 'nothing' },
    ],
    [
      'fills a record of whom nothing was known',
      { known: null, wanted: '', ours: null },
      {},
      { kind: 'taken', conflict: false },
    ],
    ['meets a value here where nothing was known', { known: null }, {}, { kind: 'kept' }],
  ])('%s', (_, some, settings, verdict) => {
    expect(judgeValue({ ...row, ...settings }, { ...facts, ...some })).toEqual(verdict);
  });
});

it('is compared in whatever form it went out and was told', () => {
  expect(isSameText('Date', '1984-03-04T00:00:00', '1984-03-04T00:00:00.000Z')).toBe(true);
  expect(isSameText('Date', '1984-03-04T00:00:00', '1984-03-05')).toBe(false);
  expect(isSameText('Numeric', '12.50', '12.5')).toBe(true);
  expect(isSameText('Numeric', '12.5', 'twelve')).toBe(false);
  expect(isSameText('Boolean', 'True', 'yes')).toBe(true);
  expect(isSameText('String', 'one\r\ntwo ', 'one\ntwo')).toBe(true);
  expect(isSameText('String', 'Ada', 'ADA')).toBe(false);
  // An older account has cut what we sent.
  expect(isSameText('String', 'x'.repeat(300), 'x'.repeat(255))).toBe(true);
  expect(isSameText('String', 'x'.repeat(300), 'x'.repeat(254))).toBe(false);
});

it('comes back by exactly those pairs of types for which a form allows it', () => {
  const fields = fixedFields('customer').filter(({ name }) => name !== 'consentState');
  const pairs = fields.flatMap((field) => dataFieldTypes.map((type) => ({ field, type })));
  for (const { field, type } of pairs) {
    const isRead = !('problem' in readBack(field, { type, format: RowFormat.parse({}) }, ''));
    const why = whyNotTwoWay({ sources: [field.name], rules: [] }, type, () => ({
      ...field,
      writable: true,
    }));
    expect([field.name, type, why === null]).toEqual([field.name, type, isRead]);
  }
});
