import { expect, test } from 'vitest';
import { emailKey } from '@/lib/email-key';
import { attachmentHeader, defuseCell } from '@/lib/csv';
import { maskAddresses } from '@/lib/logger';
import { safePath } from '@/lib/own-origin';
import { parseTableQuery } from '@/lib/table-query';
import { Email } from '@/lib/users/schemas';
import { convertValues } from './convert-values';
import { headingSense } from '@/lib/csv-imports/opt-outs/heading-sense';
import { stateMeaning } from '@/lib/csv-imports/opt-outs/word-meaning';
import { ColumnProfile } from '@/lib/csv-imports/profile/profile-column';
import { columnNames } from '@/lib/csv-imports/reading/columns-of-header';
import { decodeHead, detectTable } from '@/lib/csv-imports/reading/detect-format';
import { encodingByMark } from '@/lib/csv-imports/reading/sniff-encoding';
import { suggestMapping } from '@/lib/csv-imports/proposal/suggest-mapping';
import { cleanAddress } from '@/lib/csv-imports/values/clean-address';
import { splitName } from '@/lib/csv-imports/values/split-name';
import { recordFields } from './fields';
import { recogniseCountry, recogniseLanguage } from './recognise-country';
import { recogniseNumber } from './custom-texts';
import { isNoDate, recogniseDate, recogniseMonthDay } from './recognise-date';
import { BulkRecord } from '../records/record-resource';
import { columnType } from '@/lib/csv-imports/proposal/suggest-types';

/** Check 36. What a regular expression with two ways to the same end would take hours for; what doubles with the square, minutes. */
const size = 50_000;
const of = (unit: string, end = '!'): string => unit.repeat(Math.ceil(size / unit.length)) + end;
const hostile: Record<string, string> = {
  letters: of('a'),
  'letters then @': of('a', '@'),
  dots: of('a.', '@'),
  'at signs': of('@'),
  hyphens: `a@${of('-', '.com')}`,
  labels: `a@${of('a-a.', '!')}`,
  digits: of('1'),
  'digits and blanks': of('1 ', 'x'),
  plus: of('+', '1'),
  brackets: of('(', ')'),
  zeros: of('0', 'e'),
  slashes: of('1/'),
  dates: of('1984-02-29 '),
  blanks: of(' ', 'x'),
  tabs: of('\t', 'x'),
  apostrophes: of("'", '='),
  quotes: of('"'),
  'quoted cells': of('"a",'),
  commas: of(','),
  'line ends': of('\r\n'),
  semicolons: of('a;'),
  'what looks like an address': of('https://a:a@', '/'),
  slashed: of('//'),
  percent: of('%'),
  marks: of('\u0301'),
  emoji: of('👩‍👩‍👧'),
  'bytes that mean nothing': of('\uFFFD'),
};

const checks: Record<string, (text: string) => unknown> = {
  'e-mail key': emailKey,
  'e-mail of a person': (text) => Email.safeParse(text),
  'each field of a record': (text) =>
    recordFields.map(
      ({ name }) => convertValues({ [name]: text }, { today: '2026-11-21', country: 'DE' }).problems.length,
    ),
  'a row of a bulk call': (text) =>
    BulkRecord.safeParse({
      email: text,
      phone: text,
      birthday: text,
      website: text,
      tags: [text],
      custom: { a: text },
    }),
  'phone, just short enough': (text) =>
    convertValues(
      { phone: text.slice(0, 250), mobile: text.slice(0, 250) },
      { today: '2026-11-21', country: null },
    ),
  day: (text) => [recogniseDate(text, 'dmy'), recogniseDate(text, 'ymd')],
  'day without a year': (text) => [recogniseMonthDay(text), isNoDate(text)],
  number: (text) => [recogniseNumber(text), recogniseNumber(text, ',')],
  'facts of a column': (text) => new ColumnProfile().add(text),
  'an address with dirt around it': cleanAddress,
  'a whole name': splitName,
  'heading of a column': (text) => [headingSense(text), suggestMapping([text, text], [])],
  'an answer about consent': stateMeaning,
  'country and language': (text) => [recogniseCountry(text), recogniseLanguage(text)],
  'type of a column': (text) => columnType([text, text]),
  'how a CSV is written': (text) => detectTable(text),
  'how a CSV is encoded': (text) =>
    decodeHead(Buffer.from(text), encodingByMark(Buffer.from(text)) ?? 'utf-8'),
  'names of columns': (text) => columnNames([text, text], true),
  'cell of a download': defuseCell,
  'name of a download': attachmentHeader,
  'text of a log line': maskAddresses,
  'address after sign-in': (text) => safePath(text, 'http://localhost:3000'),
  'address of a grid': (text) =>
    parseTableQuery(
      { q: text, sort: text, cursor: text, 'f.a': text },
      { sortable: ['a'], filterable: { a: 'date' }, defaultSort: { field: 'a', direction: 'asc' } },
    ),
};

test.each(Object.keys(checks))(
  '%s comes to its end with 50 KB of anything, within the patience of a test',
  (name) => {
    const check = checks[name];
    for (const [kind, text] of Object.entries(hostile)) expect(() => check?.(text), kind).not.toThrow();
  },
);
