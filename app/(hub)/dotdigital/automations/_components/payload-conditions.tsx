'use client';

import { X } from 'lucide-react';
import { useFieldArray } from 'react-hook-form';
import { SelectField, TextField } from '@/components/forms';
import { Button, IconButton } from '@/components/ui/button';
import { payloadOperatorLabels } from '@/lib/automations/schemas';
import type { AutomationControl } from './automation-values';

const operators = Object.entries(payloadOperatorLabels).map(([value, label]) => ({ value, label }));

/** What the payload of an event must hold: all of it. */
export function PayloadConditions({ control }: { control: AutomationControl }) {
  const { fields, append, remove } = useFieldArray({ control, name: 'trigger.payload' });
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-md font-medium">
        Only where the payload says <span className="font-normal text-ink-3">optional</span>
      </legend>
      {fields.map(({ id }, n) => (
        <div key={id} className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]">
          <TextField
            control={control}
            name={`trigger.payload.${n}.path`}
            label="Key"
            placeholder="plan.name"
          />
          <SelectField
            control={control}
            name={`trigger.payload.${n}.operator`}
            label="Comparison"
            options={operators}
          />
          <TextField control={control} name={`trigger.payload.${n}.value`} label="Value" />
          <IconButton label={`Remove condition ${n + 1}`} className="sm:mt-6" onClick={() => remove(n)}>
            <X />
          </IconButton>
        </div>
      ))}
      <div>
        <Button size="sm" onClick={() => append({ path: '', operator: 'is', value: '' })}>
          Add a condition
        </Button>
      </div>
    </fieldset>
  );
}
