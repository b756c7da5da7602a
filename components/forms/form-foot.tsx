import type { ReactNode } from 'react';

import { cn } from '../ui/cn';

/** The buttons of a form, in reach however long it is: at its end, and never below the window's edge. */
export function FormFoot({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      className={cn(
        'sticky bottom-0 z-10 -mt-2 flex flex-wrap items-center justify-end gap-2 bg-surface pt-2 pb-1.5',
        className,
      )}
    >
      {children}
    </div>
  );
}
