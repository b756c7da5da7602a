import { phoneNumber, type RecordValues } from './convert-values';
import { dialledFields } from './fields';

/** A new country gives a phone typed without its prefix another number. */
export function renumber(before: RecordValues, values: RecordValues): void {
  if (values.country === undefined || values.country === before.country) return;
  for (const { name, number } of dialledFields) {
    const typed = values[name] ?? (values[name] === undefined ? before[name] : null);
    if (typed) values[number] = phoneNumber(typed, values.country);
  }
}
