import type { RecordValues } from './convert-values';
import type { RecordField } from './fields';

/** What crm_records.custom keeps of one field: a number, true or false, a day as 2026-01-31, a text. */
export type CustomValue = string | number | boolean;

/** The stored form of a value that convertValues gave. */
export function customValue(field: RecordField, text: string): CustomValue {
  if (field.type === 'number') return Number(text);
  return field.type === 'boolean' ? text === 'true' : text;
}

/** The changes that values make to crm_records.custom, by key; null takes a key out. */
export function customPatch(
  values: RecordValues,
  catalogue: readonly RecordField[],
): Record<string, CustomValue | null> {
  const patch: Record<string, CustomValue | null> = {};
  for (const field of catalogue) {
    if (field.source !== 'custom') continue;
    const value = values[field.name];
    if (value !== undefined) patch[field.column] = value === null ? null : customValue(field, value);
  }
  return patch;
}

/** Custom values with changes laid over them, as they are stored: no key without a value. */
export function patchedCustom(
  stored: unknown,
  patch: Record<string, CustomValue | null>,
): Record<string, CustomValue> {
  const all = { ...readCustom(stored), ...patch };
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, CustomValue] => pair[1] !== null),
  );
}

const isValue = (value: unknown): value is CustomValue =>
  ['string', 'number', 'boolean'].includes(typeof value);

export function readCustom(stored: unknown): Record<string, CustomValue> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((pair): pair is [string, CustomValue] => isValue(pair[1])),
  );
}

/** Custom values as text by field name, the form convertValues gives. */
export const customTexts = (stored: unknown): RecordValues =>
  Object.fromEntries(
    Object.entries(readCustom(stored)).map(([key, value]) => [`custom.${key}`, String(value)]),
  );
