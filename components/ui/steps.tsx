import { Check } from 'lucide-react';

import { cn } from './cn';

/** Where a person is on a way of a few steps: "File, Columns, Preview, Import". `current` counts from 0. */
export function Steps({ label, steps, current }: { label: string; steps: string[]; current: number }) {
  return (
    <ol aria-label={label} className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
      {steps.map((step, index) => {
        const done = index < current;
        const here = index === current;
        return (
          <li key={step} aria-current={here ? 'step' : undefined} className={cn('flex items-center gap-2', here ? 'font-medium' : 'text-ink-3')}>
            <span
              className={cn(
                'figures grid size-[18px] place-items-center rounded-full text-xs',
                done ? 'bg-good-soft text-good' : here ? 'bg-accent text-accent-ink' : 'bg-sunken text-ink-3',
              )}
            >
              {done ? <Check aria-hidden strokeWidth={2.5} className="size-[11px]" /> : index + 1}
              {done && <span className="sr-only">done</span>}
            </span>
            {step}
          </li>
        );
      })}
    </ol>
  );
}
