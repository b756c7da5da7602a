import { initials } from '@/lib/format';

import { cn } from './cn';

/** Initials only; the name stands beside it or is the label of what holds it. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text',
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
