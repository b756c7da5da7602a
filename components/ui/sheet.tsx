'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

import { Scrim } from './dialog';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
};

/** A panel from the left, for the menu on narrow screens. */
export function Sheet({ open, onOpenChange, title, children }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Scrim className="block p-0">
          <Radix.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 w-[min(284px,86vw)] animate-slide overflow-y-auto border-r bg-canvas shadow-pop focus-visible:outline-none"
          >
            <Radix.Title className="sr-only">{title}</Radix.Title>
            {children}
          </Radix.Content>
        </Scrim>
      </Radix.Portal>
    </Radix.Root>
  );
}
