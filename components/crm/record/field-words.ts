import type { RecordField, RecordView } from '@/lib/crm/schemas';
import { countryName, languageName } from '../words';

/** Codes as the names that people read and type; they are read back when saved. */
const named: Record<string, (code: string | null) => string | null> = {
  country: countryName,
  language: languageName,
};

/** What stands in a field's input: what the record holds, in words; '' where it is empty. */
export function editText(record: RecordView, field: Pick<RecordField, 'name'>): string {
  if (field.name === 'ownerId') return record.owner?.id ?? '';
  const value = record.values[field.name] ?? null;
  return (named[field.name]?.(value) ?? value) || '';
}

/** A stored value as a sentence says it: the label of a choice, yes and no, the owner's name. */
export function fieldText(record: RecordView, field: Pick<RecordField, 'name' | 'type' | 'choices'>): string {
  if (field.name === 'ownerId') return record.owner?.name ?? '';
  const value = editText(record, field);
  if (field.type === 'boolean' && value) return value === 'true' ? 'Yes' : 'No';
  return field.choices?.find((choice) => choice.value === value)?.label ?? value;
}

export type RecordChange = Record<string, unknown>;

/** One field's new text as updateRecord takes it; '' empties. */
export function changeOf(field: Pick<RecordField, 'name' | 'source' | 'column'>, text: string): RecordChange {
  const value = text === '' ? null : text;
  return field.source === 'custom' ? { custom: { [field.column]: value } } : { [field.name]: value };
}

/** `before` and `now` in words; `was` and `is` as they stand in the field's input. */
export type FieldDifference = {
  name: string;
  label: string;
  before: string;
  now: string;
  was: string;
  is: string;
};

/** What someone else changed between two states of a record. */
export function differences(
  before: RecordView,
  now: RecordView,
  fields: readonly RecordField[],
): FieldDifference[] {
  return fields
    .filter((field) => field.writable || field.name === 'ownerId' || field.archived)
    .filter((field) => editText(before, field) !== editText(now, field) && field.name !== 'consentState')
    .map((field) => ({
      name: field.name,
      label: field.label,
      before: fieldText(before, field),
      now: fieldText(now, field),
      was: editText(before, field),
      is: editText(now, field),
    }));
}
