'use client';

import { type ReactNode, useState } from 'react';

import { cn } from './cn';
import { Tooltip } from './tooltip';

/** Cut with an ellipsis; the whole text in a tooltip, only when something was cut. */
export function Truncate({
  children,
  className,
  text,
}: {
  children: ReactNode;
  text?: string;
  className?: string;
}) {
  const [cut, setCut] = useState(false);
  const inner = (
    <span
      className={cn('cut block min-w-0 truncate', className)}
      onPointerEnter={(event) => setCut(event.currentTarget.scrollWidth > event.currentTarget.clientWidth)}
    >
      {children}
    </span>
  );
  return cut ? <Tooltip content={text ?? children}>{inner}</Tooltip> : inner;
}
