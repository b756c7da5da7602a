'use client';

import { type ComponentProps, useId, useState } from 'react';

import { cn } from './cn';
import { Input, Textarea } from './input';
import { agree } from '@/lib/format';

type Counted = {
  /** How many characters may stand in it. More can be typed and pasted: it is told how many are too many, nothing is cut. */
  max: number;
};

export const isTooLong = (text: string, max: number): boolean => text.trim().length > max;

export function CountedInput({ max, ...rest }: ComponentProps<typeof Input> & Counted) {
  const { described, note, onType } = useCount(rest, max);
  return (
    <>
      <Input
        {...rest}
        {...described}
        onChange={(event) => onType(event.target.value, () => rest.onChange?.(event))}
      />
      {note}
    </>
  );
}

export function CountedTextarea({ max, ...rest }: ComponentProps<typeof Textarea> & Counted) {
  const { described, note, onType } = useCount(rest, max);
  return (
    <>
      <Textarea
        {...rest}
        {...described}
        onChange={(event) => onType(event.target.value, () => rest.onChange?.(event))}
      />
      {note}
    </>
  );
}

type Props = {
  value?: unknown;
  defaultValue?: unknown;
  'aria-describedby'?: string;
  'aria-invalid'?: ComponentProps<'input'>['aria-invalid'];
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function useCount(props: Props, max: number) {
  const id = useId();
  const [typed, setTyped] = useState(textOf(props.defaultValue));
  const text = props.value === undefined ? typed : textOf(props.value);
  const tooMany = text.trim().length - max;
  const counts = text.length > max * 0.8;
  return {
    described: {
      'aria-describedby': [props['aria-describedby'], counts && id].filter(Boolean).join(' ') || undefined,
      'aria-invalid': tooMany > 0 || props['aria-invalid'],
    },
    note: counts && (
      <span
        id={id}
        role={tooMany > 0 ? 'alert' : undefined}
        className={cn('figures mt-1 block text-sm', tooMany > 0 ? 'text-bad' : 'text-ink-3')}
      >
        {tooMany > 0
          ? `${tooMany} too ${agree(tooMany, 'much', 'many')}: at most ${max} characters.`
          : `${text.trim().length} of ${max} characters`}
      </span>
    ),
    onType: (value: string, tell: () => void): void => {
      setTyped(value);
      tell();
    },
  };
}
