'use client';

import { RadioGroup as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';

import { cn } from './cn';

export type RadioOption = { value: string; label: string; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps = ComponentProps<typeof Radix.Root> & { options: RadioOption[] };

export function RadioGroup({ options, className, ...rest }: RadioGroupProps) {
  const id = useId();
  return (
    <Radix.Root className={cn('grid gap-2.5', className)} {...rest}>
      {options.map((option) => (
        <div key={option.value} className="grid grid-cols-[16px_1fr] gap-x-2.5">
          <Radix.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
            className="mt-0.5 grid size-4 place-items-center rounded-full border border-line-strong bg-surface hover:border-ink-3 disabled:opacity-50 data-[state=checked]:border-accent"
          >
            <Radix.Indicator className="size-2 rounded-full bg-accent" />
          </Radix.Item>
          <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
          {option.hint && (
            <p id={`${id}-${option.value}-hint`} className="col-start-2 text-sm text-ink-3">
              {option.hint}
            </p>
          )}
        </div>
      ))}
    </Radix.Root>
  );
}
