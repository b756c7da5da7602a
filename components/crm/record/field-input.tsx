'use client';

import type { RefObject } from 'react';

import { Combobox } from '@/components/ui/combobox';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { RecordField } from '@/lib/crm/schemas';

type FieldInputProps = {
  field: RecordField;
  value: string;
  onChange: (text: string) => void;
  owners: readonly { id: string; name: string }[];
  focusRef: RefObject<HTMLElement | null>;
  invalid: boolean;
  describedBy: string | undefined;
};

const kinds: Partial<Record<RecordField['type'], string>> = { date: 'date', phone: 'tel' };

/** The one control that fits a field's type; it holds text whatever the type. */
export function FieldInput({
  field,
  value,
  onChange,
  owners,
  focusRef,
  invalid,
  describedBy,
}: FieldInputProps) {
  const shared = {
    'aria-label': field.label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
  };
  const take = (element: HTMLElement | null): void => {
    focusRef.current = element;
  };
  if (field.type === 'owner') {
    return (
      <Combobox
        {...shared}
        aria-invalid={invalid}
        ref={take}
        clearable
        placeholder="Nobody"
        value={value || null}
        onChange={(id) => onChange(id ?? '')}
        options={owners.map(({ id, name }) => ({ value: id, label: name }))}
      />
    );
  }
  const choices = choicesOf(field, value);
  if (choices)
    return (
      <Select
        {...shared}
        ref={take}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={choices}
      />
    );
  return (
    <Input
      {...shared}
      ref={take}
      type={kinds[field.type] ?? 'text'}
      inputMode={field.type === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What can be chosen: living choices, and an archived one as long as the record holds it. */
export function choicesOf(
  field: Pick<RecordField, 'type' | 'choices'>,
  value: string,
): { value: string; label: string }[] | null {
  if (field.type === 'boolean')
    return [
      { value: '', label: 'Not known' },
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ];
  if (field.type !== 'choice' || !field.choices) return null;
  const offered = field.choices.filter((choice) => !choice.archived || choice.value === value);
  return [
    { value: '', label: 'None' },
    ...offered.map((choice) => ({
      value: choice.value,
      label: choice.archived ? `${choice.label} (archived)` : choice.label,
    })),
  ];
}
