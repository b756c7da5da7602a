import type { ReactNode } from 'react';

import type { DataColumn } from './types';

export type CardPlace = 'title' | 'end' | 'fact' | 'none';

/**
 * Where each column goes when a row becomes a card: the name and at its right the state (or the first number) above, every other
 * column as a fact below. What a column says of itself comes first.
 */
export function cardPlaces<Row>(columns: DataColumn<Row>[]): Map<string, CardPlace> {
  const [first, ...rest] = columns;
  if (!first) return new Map();
  const free = rest.filter(({ card }) => card === undefined);
  const end =
    rest.find(({ card }) => card === 'end') ??
    free.find(({ kind }) => kind === 'state') ??
    free.find(({ kind }) => kind === 'number');
  return new Map<string, CardPlace>([
    [first.id, 'title'],
    ...rest.map((column): [string, CardPlace] => [
      column.id,
      column === end ? 'end' : column.card === 'none' ? 'none' : 'fact',
    ]),
  ]);
}

/** What a card leaves out; in a table a dash keeps the column's place. */
export const saysNothing = (content: ReactNode): boolean =>
  content === null || content === undefined || content === '' || content === '–';
