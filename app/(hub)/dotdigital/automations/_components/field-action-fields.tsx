import { useController } from 'react-hook-form';
import { ComboboxField, FieldRow } from '@/components/forms';
import { Select } from '@/components/ui/select';
import type { AutomationAction } from '@/lib/automations/schemas';
import type { AutomationControl } from './automation-values';
import { Field } from './field';
import { FieldValue } from './field-value';
import type { FieldOption } from './form-options';

type FieldActionFieldsProps = {
  control: AutomationControl;
  action: Extract<AutomationAction, { kind: 'field' }>;
  fields: readonly FieldOption[];
};

/** Which field, and what it becomes. */
export function FieldActionFields({ control, action, fields }: FieldActionFieldsProps) {
  const { field: value } = useController({ control, name: 'action.value' });
  return (
    <>
      <FieldRow>
        <ComboboxField
          control={control}
          name="action.field"
          label="Field"
          options={fields.filter((one) => one.writable && one.value !== 'consentState')}
          placeholder="Choose a field"
        />
        <Field label="The field is">
          {(input) => (
            <Select
              {...input}
              value={action.value === null ? 'emptied' : 'set'}
              options={[
                { value: 'set', label: 'set' },
                { value: 'emptied', label: 'emptied' },
              ]}
              onChange={(event) => value.onChange(event.target.value === 'emptied' ? null : '')}
            />
          )}
        </Field>
      </FieldRow>
      {action.value !== null && (
        <FieldValue
          control={control}
          name="action.value"
          of={fields.find((one) => one.value === action.field)}
        />
      )}
    </>
  );
}
