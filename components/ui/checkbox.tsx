'use client';

import type { ComponentProps } from 'react';

import { cn } from './cn';
import { useTypedBefore } from './use-typed-before';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  ref?: (box: HTMLInputElement | null) => void;
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean) => void;
};

/** The browser's own, drawn by `.check`. */
export function Checkbox({ className, indeterminate = false, onCheckedChange, ref, ...rest }: CheckboxProps) {
  const box = useTypedBefore<HTMLInputElement>((element) => {
    if (element) element.indeterminate = indeterminate;
    ref?.(element);
  });
  return (
    <input
      type="checkbox"
      className={cn('check', className)}
      ref={box}
      onChange={(event) => onCheckedChange?.(event.target.checked)}
      {...rest}
    />
  );
}
