'use client';

import { useController } from 'react-hook-form';
import { ComboboxField, FieldRow, NumberField, TextField } from '@/components/forms';
import { Checkbox } from '@/components/ui/checkbox';
import type { AutomationControl } from './automation-values';
import { zoneOptions } from './zone-options';

/** What keeps it from too much. */
export function LimitFields({ control }: { control: AutomationControl }) {
  const { field: cap } = useController({ control, name: 'limits.cap' });
  return (
    <div className="grid gap-4">
      <FieldRow>
        <TextField
          control={control}
          name="limits.quietHours"
          label="Quiet hours"
          note="optional"
          placeholder="22:00-07:00"
          hint="Whoever is due then waits until they are over."
        />
        <ComboboxField
          control={control}
          name="limits.zone"
          label="Time zone"
          note="optional"
          options={zoneOptions}
          clearable
          placeholder="That of the account"
        />
      </FieldRow>
      <label className="flex items-start gap-2.5">
        <Checkbox
          className="mt-0.5"
          checked={cap.value != null}
          onCheckedChange={(isOn) => cap.onChange(isOn === true ? { count: 1, days: 7 } : null)}
        />
        <span>Nobody gets more than so many from all automations together</span>
      </label>
      {cap.value != null && (
        <FieldRow>
          <NumberField control={control} name="limits.cap.count" label="At most" unit="times" min={1} />
          <NumberField control={control} name="limits.cap.days" label="Within" unit="days" min={1} />
        </FieldRow>
      )}
      <FieldRow>
        <NumberField
          control={control}
          name="limits.holdOutPercent"
          label="Held out"
          unit="%"
          min={0}
          max={50}
          hint="A control group, always the same people: nothing is done for them, and what they order is compared."
        />
        <NumberField
          control={control}
          name="limits.orderDays"
          label="Orders count for"
          unit="days"
          min={1}
          max={90}
          hint="After the event, on both sides."
        />
      </FieldRow>
    </div>
  );
}
