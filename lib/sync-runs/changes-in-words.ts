import { listSome } from '../format';

export type Values = Record<string, string | null> | null;

const maxNamed = 4;
const maxLength = 60;

/** `CITY: “Bern” → “Basel”`, of the values that a row sent, as both sides were then; null: none of them differed, or none was sent. */
export function changesInWords(held: Values, wanted: Values): string | null {
  if (wanted === null) return null;
  const changed = Object.entries(wanted).flatMap(([name, after]) => {
    const before = held?.[name] ?? '';
    if (before === (after ?? '')) return [];
    return [`${name}: ${held === null ? '' : `${quoted(before)} → `}${quoted(after ?? '')}`];
  });
  return changed.length === 0 ? null : listSome(changed, maxNamed);
}

const quoted = (value: string): string =>
  value === '' ? 'empty' : `“${value.length > maxLength ? `${value.slice(0, maxLength)}…` : value}”`;
