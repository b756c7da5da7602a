'use client';

import { useId, useState } from 'react';

import { Checkbox } from '../checkbox';
import { Combobox } from '../combobox';
import { RadioGroup } from '../radio-group';
import type { Option } from '../select';
import { type EditorProps, FilterFrame } from './filter-frame';

type ChoiceProps = EditorProps & { options: Option[]; load?: (search: string) => Promise<Option[]> };

export function ChoiceEditor({ field, filter, onApply, options, load }: ChoiceProps) {
  const id = useId();
  const [value, setValue] = useState<string[]>(filter?.type === 'choice' ? filter.value : []);
  const few = !load && options.length <= 12;
  return (
    <FilterFrame
      field={field}
      ready={value.length > 0}
      onSubmit={() => onApply({ field: field.id, type: 'choice', op: 'any', value })}
    >
      {few ? (
        <div className="grid max-h-64 gap-0.5 overflow-y-auto">
          {options.map((option) => (
            <label
              key={option.value}
              htmlFor={`${id}-${option.value}`}
              className="flex items-center gap-2.5 py-1"
            >
              <Checkbox
                id={`${id}-${option.value}`}
                checked={value.includes(option.value)}
                onCheckedChange={(checked) =>
                  setValue(
                    checked === true ? [...value, option.value] : value.filter((one) => one !== option.value),
                  )
                }
              />
              {option.label}
            </label>
          ))}
        </div>
      ) : (
        <Combobox
          aria-label="Any of"
          multiple
          value={value}
          onChange={setValue}
          options={options}
          load={load}
          placeholder="Any of"
        />
      )}
    </FilterFrame>
  );
}

export function BooleanEditor({ field, filter, onApply }: EditorProps) {
  const [value, setValue] = useState(filter?.type === 'boolean' ? (filter.value ? 'yes' : 'no') : 'yes');
  return (
    <FilterFrame
      field={field}
      ready
      onSubmit={() => onApply({ field: field.id, type: 'boolean', op: 'is', value: value === 'yes' })}
    >
      <RadioGroup
        aria-label={field.header}
        value={value}
        onValueChange={setValue}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
    </FilterFrame>
  );
}
