import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { convertValues } from './convert-values';
import { recogniseCountry, recogniseLanguage } from './recognise-country';
import { recogniseDate } from './recognise-date';
import { CsvImportOptions } from '../intake/intake-schemas';
import { recordFields } from './fields';
import { CsvBatch } from '@/lib/csv-imports/running/stage-csv-rows';
import { suggestMapping } from '@/lib/csv-imports/proposal/suggest-mapping';

const convert = (texts: Record<string, string>) => convertValues(texts, { today: '2026-11-21' });

describe('a date', () => {
  it('is a calendar day in any zone, or nothing', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          const [year, month, day] = iso.split('-');
          expect(recogniseDate(iso, 'dmy')).toBe(iso);
          expect(recogniseDate(`${day}.${month}.${year}`, 'dmy')).toBe(iso);
          expect(recogniseDate(`${month}/${day}/${year}`, 'mdy')).toBe(iso);
          expect(recogniseDate(`${iso}T23:59:59+14:00`, 'mdy')).toBe(iso);
        },
      ),
    );
    for (const no of [
      '30.02.1984',
      '1984-13-01',
      '29.02.1900',
      '1.1.84',
      'soon',
      '',
      '0000-01-01',
      '1984-02-30',
      '99999-01-01',
      '1984-02-29x',
    ])
      expect(recogniseDate(no, 'dmy')).toBeNull();
    expect(recogniseDate('29.02.2000', 'dmy')).toBe('2000-02-29');
  });
});

describe('what a cell holds', () => {
  it('is read into codes where it can be, else kept as typed', () => {
    expect(
      ['Germany', 'Deutschland', 'ALLEMAGNE', 'de', 'USA', 'Côte d’Ivoire', 'St. Lucia', 'Atlantis'].map(
        recogniseCountry,
      ),
    ).toEqual(['DE', 'DE', 'DE', 'DE', 'US', 'CI', 'LC', 'Atlantis']);
    expect(['German', 'deutsch', 'de_at', 'EN', 'Klingon'].map(recogniseLanguage)).toEqual([
      'de',
      'de',
      'de-AT',
      'en',
      'Klingon',
    ]);
    expect(
      convert({ phone: '01 99 00 12 34', country: 'France', mobile: '+1 202 555 0143' }).values,
    ).toMatchObject({ phone: '01 99 00 12 34', phoneE164: '+33199001234', mobileE164: '+12025550143' });
    expect(convert({ phone: 'call me' }).values).toMatchObject({ phone: 'call me', phoneE164: null });
  });

  it('is refused by name when it does not fit', () => {
    const { problems } = convert({
      email: 'a@b',
      firstName: 'x'.repeat(256),
      city: 'a\0b',
      birthday: '2026-11-22',
      consentState: 'perhaps',
    });
    expect(problems.map((problem) => problem.field).sort()).toEqual([
      'birthday',
      'city',
      'consentState',
      'email',
      'firstName',
    ]);
  });

  it('never takes a field that is not in the catalogue or not a person’s to set', () => {
    const { values, problems } = convert({
      __proto__x: '1',
      constructor: 'x',
      createdAt: '2020-01-01',
      deletedAt: 'now',
      firstName: 'Ada',
    });
    expect(values).toEqual({ firstName: 'Ada' });
    expect(problems).toEqual([]);
  });

  it('is decided, however hostile', () => {
    for (const text of [
      'a'.repeat(50_000),
      `${'1.'.repeat(25_000)}`,
      `${' '.repeat(50_000)}x`,
      `a@${'a.'.repeat(25_000)}`,
      '('.repeat(50_000),
      `${'+1'.repeat(25_000)}`,
    ]) {
      const { problems } = convert({
        email: text,
        phone: text,
        birthday: text,
        country: text,
        language: text,
        consentState: text,
        website: text,
      });
      expect(problems.map(({ field }) => field)).toContain('email');
    }
  });
});

describe('the mapping of columns', () => {
  it('follows the names that files give, one column per field', () => {
    const headers = [
      'Index',
      'Customer Id',
      'First Name',
      'Last Name',
      'Company',
      'City',
      'Country',
      'Phone 1',
      'Phone 2',
      'Email',
      'Subscription Date',
      'Website',
    ];
    expect(suggestMapping(headers, [])).toEqual({
      1: 'externalId',
      2: 'firstName',
      3: 'lastName',
      4: 'company',
      5: 'city',
      6: 'country',
      7: 'phone',
      9: 'email',
      11: 'website',
    });
    expect(
      suggestMapping(
        ['Vorname', 'Name', 'E-Mail-Adresse', 'Straße', 'PLZ', 'Ort', 'Geburtsdatum', 'Handy'],
        [],
      ),
    ).toEqual({
      0: 'firstName',
      1: 'lastName',
      2: 'email',
      3: 'street',
      4: 'postalCode',
      5: 'city',
      6: 'birthday',
      7: 'mobile',
    });
    expect(suggestMapping(['Email', 'E-Mail', 'Mail'], [])).toEqual({ 0: 'email' });
  });

  it('finds the addresses where no name tells', () => {
    expect(
      suggestMapping(
        ['a', 'b'],
        [
          ['x', 'y'],
          ['ada@example.com', 'bob@example.com', ''],
        ],
      ),
    ).toEqual({ 1: 'email' });
  });
});

describe('people named twice in a file', () => {
  it('are one person each, as if the rows had come one after the other', () => {
    const email = fc.constantFrom('a@example.com', 'A@EXAMPLE.com', 'b@example.com', '');
    const name = fc.constantFrom('', 'Ada', 'Bob');
    const settings = {
      columns: ['email', 'firstName', 'city'].map((field, index) => ({
        index,
        field,
        split: null,
        unless: [],
        reader: { read: 'text' as const },
      })),
      headerLength: 3,
      now: new Date('2026-11-21T12:00:00Z'),
      today: '2026-11-21',
      catalogue: recordFields,
      owners: { byText: new Map(), names: new Map() },
    };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(email, name, name), { maxLength: 20 }),
        fc.constantFrom('keep' as const, 'clear' as const),
        (rows, emptyCells) => {
          const batch = new CsvBatch({ ...settings, options: CsvImportOptions.parse({ emptyCells }) });
          rows.forEach((cells, n) => batch.add({ rowNumber: n + 2, cells, endByte: n }));
          const { people, refused } = batch;
          const naive = new Map<string, Record<string, string | null>>();
          for (const [address, firstName, city] of rows) {
            const key = address.toLowerCase();
            if (!key) continue;
            const before = naive.get(key);
            const value = (text: string, old: string | null | undefined) =>
              text || (emptyCells === 'keep' ? (old ?? null) : null);
            naive.set(key, {
              email: address,
              firstName: value(firstName, before?.firstName),
              city: value(city, before?.city),
            });
          }
          const keyed = people.filter((person) => person.key !== null);
          expect(
            new Map(
              keyed.map((person) => [
                person.key,
                { email: person.values.email, firstName: person.values.firstName, city: person.values.city },
              ]),
            ),
          ).toEqual(naive);
          const outcomes =
            people.reduce((sum, person) => sum + 1 + person.repeatUpdated + person.repeatUnchanged, 0) +
            refused.length;
          expect(outcomes).toBe(rows.length);
        },
      ),
    );
  });
});
