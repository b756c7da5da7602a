import { listSome } from '../format';

/** By data field; `fill` where the text was only to fill it if Dotdigital has none. */
type Value = string | null | { fill: string };
export type Values = Record<string, Value> | null;

const maxNamed = 4;
const maxLength = 60;

/** `CITY: “Bern” → “Basel”`, of the values that a row sent, as both sides were then; null: none of them differed, or none was sent. */
export function changesInWords(held: Values, wanted: Values): string | null {
  if (wanted === null) return null;
  const changed = Object.entries(wanted).flatMap(([name, after]) => {
    const [before, now] = [textOf(held?.[name]), textOf(after)];
    if (before === now) return [];
    return [`${name}: ${held === null ? '' : `${quoted(before)} → `}${quoted(now)}`];
  });
  return changed.length === 0 ? null : listSome(changed, maxNamed);
}

const textOf = (value: Value | undefined): string =>
  typeof value === 'object' ? (value?.fill ?? '') : (value ?? '');

const quoted = (value: string): string =>
  value === '' ? 'empty' : `“${value.length > maxLength ? `${value.slice(0, maxLength)}…` : value}”`;
