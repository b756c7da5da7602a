import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';

import { cn } from './cn';

const chip = cva(
  'inline-flex h-[22px] max-w-full items-center gap-1.5 rounded-full px-2 text-sm font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        good: 'bg-good-soft text-good',
        warn: 'bg-warn-soft text-warn',
        bad: 'bg-bad-soft text-bad',
        info: 'bg-info-soft text-info',
        neutral: 'bg-sunken text-ink-2',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type Tone = NonNullable<VariantProps<typeof chip>['tone']>;

type ChipProps = ComponentProps<'span'> & {
  tone?: Tone;
  /** Without the dot: a tag, not a state. */ plain?: boolean;
};

export function Chip({ tone, plain, className, children, ...rest }: ChipProps) {
  return (
    <span className={cn(chip({ tone }), className)} {...rest}>
      {!plain && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-current" />}
      <span className="truncate">{children}</span>
    </span>
  );
}
