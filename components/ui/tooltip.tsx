'use client';

import { Slot } from 'radix-ui';
import type { ReactNode } from 'react';

type TooltipProps = {
  content: string;
  /** One element that can take the focus. */
  children: ReactNode;
};

/** Only says what the one tooltip of the page (`TooltipLayer`) shows over this element. */
export function Tooltip({ content, children }: TooltipProps) {
  return <Slot.Root data-tip={content}>{children}</Slot.Root>;
}
