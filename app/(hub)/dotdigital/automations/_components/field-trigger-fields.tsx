'use client';

import { useController } from 'react-hook-form';
import { ComboboxField, DateField, FieldRow, SelectField, TextField } from '@/components/forms';
import { Select } from '@/components/ui/select';
import type { AutomationTrigger } from '@/lib/automations/schemas';
import type { AutomationControl } from './automation-values';
import { Field } from './field';
import type { FieldOption } from './form-options';

type FieldTriggerFieldsProps = {
  control: AutomationControl;
  trigger: Extract<AutomationTrigger, { kind: 'field' }>;
  fields: readonly FieldOption[];
};

/** Which field, and what it must have become. */
export function FieldTriggerFields({ control, trigger, fields }: FieldTriggerFieldsProps) {
  const { field: value } = useController({ control, name: 'trigger.value' });
  return (
    <>
      <FieldRow>
        <ComboboxField
          control={control}
          name="trigger.field"
          label="Field"
          options={fields.filter(({ writable }) => writable)}
          placeholder="Choose a field"
          hint="However it is changed: by hand, by a file, by REST or by Dotdigital. What a new record comes with is no change."
        />
        <Field label="Changed to">
          {(id) => (
            <Select
              id={id}
              value={trigger.value === null ? 'any' : 'one'}
              options={[
                { value: 'any', label: 'whatever value' },
                { value: 'one', label: 'this value' },
              ]}
              onChange={(event) => value.onChange(event.target.value === 'any' ? null : '')}
            />
          )}
        </Field>
      </FieldRow>
      {trigger.value !== null && (
        <NewValue control={control} of={fields.find((one) => one.value === trigger.field)} />
      )}
    </>
  );
}

function NewValue({ control, of }: { control: AutomationControl; of: FieldOption | undefined }) {
  const shared = { control, name: 'trigger.value', label: 'New value' } as const;
  if (of?.type === 'date') return <DateField {...shared} />;
  if (of?.type === 'boolean') return <SelectField {...shared} placeholder="Choose" options={yesNo} />;
  if (of?.choices) return <SelectField {...shared} placeholder="Choose" options={[...of.choices]} />;
  return <TextField {...shared} max={1_000} hint="Capital and small letters are alike." />;
}

const yesNo = [
  { value: 'true', label: 'yes' },
  { value: 'false', label: 'no' },
];
