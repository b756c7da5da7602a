'use client';

import { Popover as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';

import { cn } from './cn';

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverAnchor = Radix.Anchor;
export const PopoverClose = Radix.Close;

export const floating = 'z-50 rounded-md border border-line bg-surface text-ink shadow-pop animate-rise';

type PopoverContentProps = ComponentProps<typeof Radix.Content> & {
  /** Its name for those who don't see it. */ label: string;
};

export function PopoverContent({
  label,
  className,
  align = 'start',
  sideOffset = 6,
  ...rest
}: PopoverContentProps) {
  return (
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(floating, 'w-72 p-3 focus-visible:outline-none', className)}
        {...rest}
      />
    </Radix.Portal>
  );
}
