'use client';

import { useController } from 'react-hook-form';
import { CheckboxField, ComboboxField, FieldRow, TextField } from '@/components/forms';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { AutomationTrigger } from '@/lib/automations/schemas';
import type { AutomationControl } from './automation-values';
import { Field } from './field';
import type { FieldOption } from './form-options';
import { zoneOptions } from './zone-options';

type DateTriggerFieldsProps = {
  control: AutomationControl;
  trigger: Extract<AutomationTrigger, { kind: 'date' }>;
  fields: readonly FieldOption[];
};

/** Which day, how far from it, and at what time. */
export function DateTriggerFields({ control, trigger, fields }: DateTriggerFieldsProps) {
  const { field: days, fieldState } = useController({ control, name: 'trigger.days' });
  const side = trigger.days === 0 ? 'on' : trigger.days < 0 ? 'before' : 'after';
  const sign = side === 'before' ? -1 : 1;
  return (
    <>
      <FieldRow>
        <ComboboxField
          control={control}
          name="trigger.field"
          label="Date"
          options={fields.filter(({ type }) => type === 'date' || type === 'datetime')}
          placeholder="Choose a field"
        />
        <CheckboxField
          control={control}
          name="trigger.yearly"
          label="Every year"
          hint="From that day on. Of 29 February the 28th in years without it."
          className="self-end"
        />
      </FieldRow>
      <FieldRow>
        <Field label="When">
          {(id) => (
            <Select
              id={id}
              value={side}
              options={[
                { value: 'on', label: 'on the day' },
                { value: 'before', label: 'before the day' },
                { value: 'after', label: 'after the day' },
              ]}
              onChange={(event) => {
                const length = Math.abs(trigger.days) || 7;
                days.onChange(
                  event.target.value === 'on' ? 0 : event.target.value === 'before' ? -length : length,
                );
              }}
            />
          )}
        </Field>
        {side !== 'on' && (
          <Field label="Days" error={fieldState.error?.message}>
            {(id) => (
              <Input
                id={id}
                type="number"
                inputMode="numeric"
                min={1}
                max={365}
                className="figures"
                value={Number.isNaN(trigger.days) ? '' : Math.abs(trigger.days)}
                onChange={(event) => days.onChange(sign * (event.target.valueAsNumber || 1))}
              />
            )}
          </Field>
        )}
      </FieldRow>
      <FieldRow>
        <TextField control={control} name="trigger.time" label="Time of day" type="time" />
        <ComboboxField
          control={control}
          name="trigger.zone"
          label="By the clocks of"
          options={zoneOptions}
          placeholder="Choose a time zone"
        />
      </FieldRow>
    </>
  );
}
