import { expect, it } from 'vitest';
import { cardPlaces, saysNothing } from './card-places';
import type { DataColumn } from './types';

const column = (id: string, more: Partial<DataColumn<object>> = {}): DataColumn<object> => ({
  id,
  header: id,
  cell: () => id,
  ...more,
});
const placesOf = (...columns: DataColumn<object>[]) => Object.fromEntries(cardPlaces(columns));

it('keeps every column on the card: the name, at its right the state, the others as facts', () => {
  expect(
    placesOf(
      column('name'),
      column('sent', { kind: 'date' }),
      column('opened', { kind: 'number' }),
      column('state', { kind: 'state' }),
    ),
  ).toEqual({ name: 'title', sent: 'fact', opened: 'fact', state: 'end' });
});

it('puts the first number at the right where there is no state', () => {
  expect(placesOf(column('name'), column('type'), column('rows', { kind: 'number' }))).toEqual({
    name: 'title',
    type: 'fact',
    rows: 'end',
  });
});

it('lets a column say its place, and has one at the right, never two', () => {
  expect(
    placesOf(
      column('name'),
      column('state', { kind: 'state' }),
      column('people', { kind: 'number', card: 'end' }),
      column('more', { kind: 'number', card: 'end' }),
      column('city', { card: 'none' }),
    ),
  ).toEqual({ name: 'title', state: 'fact', people: 'end', more: 'fact', city: 'none' });
  expect(placesOf()).toEqual({});
});

it('leaves out what says nothing, and no number', () => {
  expect([null, undefined, '', '–'].map(saysNothing)).toEqual([true, true, true, true]);
  expect([0, '0', 'Hamburg'].map(saysNothing)).toEqual([false, false, false]);
});
