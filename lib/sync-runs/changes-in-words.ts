import { listSome } from '../format';
import { valueChanges, type FieldValues } from './value-changes';

const maxNamed = 4;
const maxLength = 60;

/** `CITY: “Bern” → “Basel”`, of the values that a row sent, as both sides were then; null: none of them differed, or none was sent. */
export function changesInWords(held: FieldValues | null, wanted: FieldValues | null): string | null {
  const changed = valueChanges(held, wanted).map(
    ({ field, before, after }) => `${field}: ${held === null ? '' : `${quoted(before)} → `}${quoted(after)}`,
  );
  return changed.length === 0 ? null : listSome(changed, maxNamed);
}

const quoted = (value: string | null): string =>
  value === null ? 'empty' : `“${value.length > maxLength ? `${value.slice(0, maxLength)}…` : value}”`;
