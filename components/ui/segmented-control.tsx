'use client';

import { RadioGroup as Radix } from 'radix-ui';

import { cn } from './cn';

type SegmentedControlProps<Value extends string> = {
  /** Its name for those who don't see it. */
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  disabled?: boolean;
  className?: string;
};

/** Two to four words of which exactly one holds: "All of | Any of | None of". */
export function SegmentedControl<Value extends string>({
  label,
  value,
  onChange,
  options,
  disabled,
  className,
}: SegmentedControlProps<Value>) {
  return (
    <Radix.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const chosen = options.find((one) => one.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className={cn('inline-flex w-fit rounded-sm border border-line-strong bg-surface text-sm', className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className="px-2.5 py-[3px] text-ink-2 first:rounded-l-[5px] last:rounded-r-[5px] hover:text-ink disabled:opacity-50 data-[state=checked]:bg-accent-soft data-[state=checked]:font-medium data-[state=checked]:text-accent-text"
        >
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
