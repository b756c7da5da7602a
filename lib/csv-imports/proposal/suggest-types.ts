import { emailKey } from '@/lib/email-key';
import type { CsvColumnType } from '../csv-import-schemas';
import { recogniseDate, recogniseNumber, recogniseYesNo } from '@/lib/crm';

const LONGEST = 255;

const tests: { type: CsvColumnType; fits: (text: string) => boolean }[] = [
  { type: 'email', fits: (text) => emailKey(text) !== null },
  {
    type: 'date',
    fits: (text) => recogniseDate(text, 'dmy') !== null || recogniseDate(text, 'mdy') !== null,
  },
  { type: 'yesno', fits: (text) => recogniseYesNo(text) !== null },
  { type: 'number', fits: (text) => recogniseNumber(text) !== null && !/^(?:\+|0\d)/.test(text) },
  { type: 'phone', fits: (text) => /^\+?[\d\s()./-]{6,30}$/.test(text) },
  { type: 'link', fits: (text) => /^https?:\/\//i.test(text) },
];

/** What most of a column's values are: nine of ten decide, so that a slip doesn't. */
export function columnType(samples: readonly string[]): CsvColumnType {
  const values = samples.map((sample) => sample.trim()).filter((sample) => sample !== '');
  if (values.length === 0) return 'empty';
  const found = tests.find(
    ({ fits }) => values.filter((text) => text.length <= LONGEST && fits(text)).length >= values.length * 0.9,
  );
  return found?.type ?? 'text';
}
