'use client';

import { useController } from 'react-hook-form';
import { ComboboxField, FieldRow } from '@/components/forms';
import { Select } from '@/components/ui/select';
import type { AutomationTrigger } from '@/lib/automations/schemas';
import type { AutomationControl } from './automation-values';
import { Field } from './field';
import { FieldValue } from './field-value';
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
          {(input) => (
            <Select
              {...input}
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
        <FieldValue
          control={control}
          name="trigger.value"
          of={fields.find((one) => one.value === trigger.field)}
          hint="Capital and small letters are alike."
        />
      )}
    </>
  );
}
