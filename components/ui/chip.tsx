import type { ComponentProps } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'neutral';

type ChipProps = ComponentProps<'span'> & {
  tone?: Tone;
  /** Without the dot: a tag, not a state. */
  plain?: boolean;
};

export function Chip({ tone = 'neutral', plain, className, children, ...rest }: ChipProps) {
  const look = tone === 'neutral' ? 'chip' : `chip chip-${tone}`;
  return (
    <span className={[look, plain && 'chip-plain', className].filter(Boolean).join(' ')} {...rest}>
      <span>{children}</span>
    </span>
  );
}
