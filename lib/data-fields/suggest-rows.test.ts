import { expect, it } from 'vitest';
import { suggestRows } from './suggest-rows';

const field = (name: string, type: 'String' | 'Numeric' | 'Date' | 'Boolean' = 'String', gone = false) => ({
  id: name,
  name,
  type,
  gone,
});
const source = (name: string, label: string, type = 'text', synonyms: string[] = []) => ({
  name,
  label,
  type,
  synonyms,
});
const sources = [
  source('firstName', 'First name', 'text', ['forename']),
  source('lastName', 'Last name', 'text', ['surname']),
  source('gender', 'Gender', 'text', ['sex']),
  source('postalCode', 'Postal code', 'text', ['zip', 'postcode']),
  source('custom.shoe_size', 'Shoe size', 'number'),
  source('custom.hobby_1', 'Hobby 1'),
  source('custom.hobby_2', 'Hobby 2'),
  source('lifetimeValue', 'Lifetime value', 'number'),
];
const suggest = (...fields: ReturnType<typeof field>[]) =>
  Object.fromEntries(suggestRows(fields, sources).map((row) => [row.dataFieldId, row.sources]));

it('finds Dotdigital’s own fields, FULLNAME from both names', () => {
  expect(
    suggest(...['FIRSTNAME', 'LASTNAME', 'FULLNAME', 'GENDER', 'POSTCODE'].map((name) => field(name))),
  ).toEqual({
    FIRSTNAME: ['firstName'],
    LASTNAME: ['lastName'],
    FULLNAME: ['firstName', 'lastName'],
    GENDER: ['gender'],
    POSTCODE: ['postalCode'],
  });
});

it('finds custom and computed fields by name, by synonym and in spite of a slip', () => {
  expect(
    suggest(
      field('SHOE_SIZE', 'Numeric'),
      field('ShoeSze', 'Numeric'),
      field('LIFETIME-VALUE', 'Numeric'),
      field('ZIP'),
    ),
  ).toEqual({
    SHOE_SIZE: ['custom.shoe_size'],
    ShoeSze: ['custom.shoe_size'],
    'LIFETIME-VALUE': ['lifetimeValue'],
    ZIP: ['postalCode'],
  });
});

it('suggests nothing that doesn’t fit, is as like to two, is far off, gone or kept by Dotdigital', () => {
  expect(
    suggest(field('FIRSTNAME', 'Date'), field('HOBBY_3'), field('ABC'), field('LASTSUBSCRIBED', 'Date')),
  ).toEqual({});
  expect(suggest(field('GENDER', 'String', true))).toEqual({});
});
