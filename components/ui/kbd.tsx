import type { ReactNode } from 'react';

import { cn } from './cn';

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        'rounded-[4px] border px-[5px] py-px font-mono text-[11px] leading-4 text-ink-3',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
