'use client';

import { useState } from 'react';
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
  // Beside the number, which may be empty while it is typed.
  const [side, setSide] = useState<Side>(sideOf(trigger.days));
  const length = typeof days.value === 'number' ? Math.abs(days.value) : null;
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
          {(input) => (
            <Select
              {...input}
              value={side}
              options={[
                { value: 'on', label: 'on the day' },
                { value: 'before', label: 'before the day' },
                { value: 'after', label: 'after the day' },
              ]}
              onChange={(event) => {
                const next = event.target.value as Side;
                setSide(next);
                days.onChange(signed(next, length || 7));
              }}
            />
          )}
        </Field>
        {side !== 'on' && (
          <Field label="Days" error={fieldState.error && 'Enter a number from 1 to 365.'}>
            {(input) => (
              <Input
                {...input}
                type="number"
                inputMode="numeric"
                min={1}
                max={365}
                className="figures"
                value={length ?? ''}
                onBlur={days.onBlur}
                onChange={(event) =>
                  days.onChange(
                    event.target.value === '' ? null : signed(side, Math.abs(event.target.valueAsNumber)),
                  )
                }
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

type Side = 'on' | 'before' | 'after';

const sideOf = (days: number): Side => (days === 0 ? 'on' : days < 0 ? 'before' : 'after');

const signed = (side: Side, length: number): number =>
  side === 'on' ? 0 : side === 'before' ? -length : length;
