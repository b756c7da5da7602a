'use client';

import { Input } from '../ui/input';
import { Select } from '../ui/select';

/** Only what happened in so many days counts, or whenever it was. */
export function DayLimit({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange: (days: number | undefined) => void;
}) {
  return (
    <>
      <Select
        aria-label="When"
        className="w-auto"
        value={value === undefined ? 'any' : 'last'}
        options={[
          { value: 'any', label: 'at any time' },
          { value: 'last', label: 'in the last' },
        ]}
        onChange={(event) => onChange(event.target.value === 'any' ? undefined : 30)}
      />
      {value !== undefined && (
        <span className="inline-flex items-center gap-2">
          <Input
            aria-label="Days"
            type="number"
            inputMode="numeric"
            min={1}
            className="figures w-20"
            defaultValue={value}
            onChange={(event) => {
              const days = Math.trunc(event.target.valueAsNumber);
              if (days >= 1) onChange(Math.min(days, 36_500));
            }}
          />
          <span className="text-ink-2">days</span>
        </span>
      )}
    </>
  );
}
