import type { ReactNode } from 'react';

import { cn } from './cn';

type EmptyStateProps = {
  title: ReactNode;
  /** What this place is for. */
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('px-4 py-12 text-center', className)}>
      <p className="font-semibold">{title}</p>
      {children !== undefined && (
        <p className="mx-auto mt-1 max-w-[56ch] text-pretty text-ink-2">{children}</p>
      )}
      {action !== undefined && <div className="mt-4 flex justify-center gap-2">{action}</div>}
    </div>
  );
}
