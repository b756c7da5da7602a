import { DateField, SelectField, TextField } from '@/components/forms';
import type { RecordField, TextFieldName } from '@/lib/crm/schemas';
import { choicesOf } from './field-input';
import type { RecordFormState } from './use-record-form';

type RecordFormFieldProps = {
  form: RecordFormState;
  field: RecordField;
  /** An archived choice stays on offer as long as the record holds it. */
  stored: string;
  autoFocus?: boolean;
};

/** One field of the catalogue in a form, its own or a custom one. */
export function RecordFormField({ form: { control }, field, stored, autoFocus }: RecordFormFieldProps) {
  const name =
    field.source === 'custom' ? (`custom.${field.column}` as const) : (field.name as TextFieldName);
  const shared = { control, name, label: field.label, hint: hintOf(field, stored), note: notes[field.name] };
  if (field.type === 'date') return <DateField {...shared} />;
  const choices = choicesOf(field, stored);
  if (choices) return <SelectField {...shared} options={choices} />;
  return <TextField {...shared} type={kindOf(field)} autoFocus={autoFocus} />;
}

const notes: Partial<Record<string, string>> = { externalId: 'optional' };

const hints: Partial<Record<string, string>> = {
  externalId: 'The number this person has in another system.',
  source: 'Where this person comes from: a fair, a form, a file.',
  country: 'Its name or two-letter code. Phones without a prefix are read as its numbers.',
  language: 'Its name or tag: German, de, de-AT.',
};

function hintOf({ name, type }: RecordField, stored: string): string | undefined {
  if (type === 'number') return 'A number, such as 12.5.';
  if (type !== 'email') return hints[name];
  return stored === ''
    ? 'Kept as typed; matched without regard to case.'
    : 'Another address is a change of this person, not a new person: their history and an opt-out stay.';
}

function kindOf({ name, type }: RecordField): 'text' | 'email' | 'url' | 'tel' {
  if (type === 'email') return 'email';
  if (type === 'phone') return 'tel';
  return name === 'website' ? 'url' : 'text';
}
