import type { DataColumn } from './types';

export type CardPlace = 'title' | 'end' | 'meta' | 'none';

/** Where each column goes when a row becomes a two-line card: name and state above, the secondary text and one figure below. */
export function cardPlaces<Row>(columns: DataColumn<Row>[]): Map<string, CardPlace> {
  const [first, ...rest] = columns;
  const places = new Map<string, CardPlace>();
  if (!first) return places;
  places.set(first.id, 'title');
  for (const column of rest) if (column.card) places.set(column.id, column.card);
  const has = (place: CardPlace): boolean => [...places.values()].includes(place);
  const free = (): DataColumn<Row>[] => rest.filter((column) => !places.has(column.id));
  if (!has('end')) {
    const end =
      free().find((column) => column.kind === 'state') ?? free().find((column) => column.kind === 'number');
    if (end) places.set(end.id, 'end');
  }
  if (!has('meta')) {
    const meta = free()[0];
    if (meta) places.set(meta.id, 'meta');
  }
  for (const column of free()) places.set(column.id, 'none');
  return places;
}
