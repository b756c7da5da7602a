'use client';

import type { ComponentProps } from 'react';

import { cn } from './cn';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'ref'> & {
  ref?: (box: HTMLInputElement | null) => void;
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean) => void;
};

/** The browser's own, drawn by `.check`. */
export function Checkbox({ className, indeterminate = false, onCheckedChange, ref, ...rest }: CheckboxProps) {
  return (
    <input
      type="checkbox"
      className={cn('check', className)}
      ref={(box) => {
        if (box) box.indeterminate = indeterminate;
        ref?.(box);
      }}
      onChange={(event) => onCheckedChange?.(event.target.checked)}
      {...rest}
    />
  );
}
