'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

import { cn } from './cn';
import { inputStyles } from './input';
import { useChosenBefore } from './use-typed-before';

export type Option = { value: string; label: string; disabled?: boolean; hint?: string };
export type OptionGroup = { label: string; options: Option[] };

type SelectProps = ComponentProps<'select'> & {
  options: (Option | OptionGroup)[];
  /** Shown while nothing is chosen; without it the first option is. */
  placeholder?: string;
};

/** The browser's own select: reachable by its label, right on phones, typed into by keyboard. */
export function Select({ options, placeholder, className, ref, id, ...rest }: SelectProps) {
  const control = useChosenBefore(ref, id);
  return (
    <span className={cn('relative inline-flex w-full min-w-0', className)}>
      <select {...control} className={cn(inputStyles, 'h-9 appearance-none truncate pr-8')} {...rest}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((one) =>
          'options' in one ? (
            <optgroup key={one.label} label={one.label}>
              {one.options.map((inner) => (
                <SelectOption key={inner.value} option={inner} />
              ))}
            </optgroup>
          ) : (
            <SelectOption key={one.value} option={one} />
          ),
        )}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}

function SelectOption({ option }: { option: Option }) {
  return (
    <option value={option.value} disabled={option.disabled}>
      {option.hint ? `${option.label} (${option.hint})` : option.label}
    </option>
  );
}
