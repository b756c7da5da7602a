import { DateField, SelectField, TextField } from '@/components/forms';
import type { AutomationControl } from './automation-values';
import type { FieldOption } from './form-options';

type FieldValueProps = {
  control: AutomationControl;
  name: 'trigger.value' | 'action.value';
  of: FieldOption | undefined;
  hint?: string;
};

/** A value of a field, entered as its type is. */
export function FieldValue({ control, name, of, hint }: FieldValueProps) {
  const shared = { control, name, label: 'New value' } as const;
  if (of?.type === 'date') return <DateField {...shared} />;
  if (of?.type === 'boolean') return <SelectField {...shared} placeholder="Choose" options={yesNo} />;
  if (of?.choices) return <SelectField {...shared} placeholder="Choose" options={[...of.choices]} />;
  return <TextField {...shared} max={1_000} hint={hint} />;
}

const yesNo = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
];
