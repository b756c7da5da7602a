'use client';

import type { ComponentProps } from 'react';

import { cn } from './cn';
import { useTypedBefore } from './use-typed-before';

export const inputStyles =
  'w-full min-w-0 rounded-sm border border-line-strong bg-surface px-2.5 text-base text-ink transition-colors duration-100 hover:border-ink-3/60 focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad';

/** No maxLength: it cuts what is pasted without a word. CountedInput tells instead. */
type Typed<Tag extends 'input' | 'textarea'> = Omit<ComponentProps<Tag>, 'maxLength'>;

export function Input({ className, type = 'text', ref, ...rest }: Typed<'input'>) {
  const control = useTypedBefore(ref);
  return (
    <input
      ref={control}
      type={type}
      className={cn(inputStyles, 'h-9 read-only:bg-sunken', className)}
      {...rest}
    />
  );
}

export function Textarea({ className, rows = 3, ref, ...rest }: Typed<'textarea'>) {
  const control = useTypedBefore(ref);
  return (
    <textarea
      ref={control}
      rows={rows}
      className={cn(inputStyles, 'block py-2 read-only:bg-sunken', className)}
      {...rest}
    />
  );
}
