import { useId } from 'react';

import { Select } from '@/components/ui/select';

type ChoiceFieldProps<Choice extends string> = {
  label: string;
  hint?: string;
  choices: Partial<Record<Choice, string>>;
  value: Choice;
  onChange: (value: Choice) => void;
};

/** One of a few ways in which a connection may go about something. */
export function ChoiceField<Choice extends string>({
  label,
  hint,
  choices,
  value,
  onChange,
}: ChoiceFieldProps<Choice>) {
  const id = useId();
  const keys = Object.keys(choices) as Choice[];
  return (
    <div>
      <label className="mb-[5px] block text-md font-medium" htmlFor={id}>
        {label}
      </label>
      <Select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value as Choice)}
        options={keys.map((key) => ({ value: key, label: choices[key] ?? key }))}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
