import type { ReactNode } from 'react';

import { cn } from './cn';

export type Description = { label: string; value: ReactNode };

/** Label left, value right; `columns={2}` for a record page with room. An empty value is a dash. */
export function DescriptionList({
  items,
  columns = 1,
  className,
}: {
  items: Description[];
  columns?: 1 | 2;
  className?: string;
}) {
  return (
    <dl className={cn('grid gap-x-8 px-4 py-2', columns === 2 && 'lg:grid-cols-2', className)}>
      {items.map((item) => (
        <div key={item.label} className="grid grid-cols-[minmax(104px,34%)_1fr] gap-3 py-[7px]">
          <dt className="text-ink-3">{item.label}</dt>
          <dd className="min-w-0 break-words">{isEmpty(item.value) ? '–' : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

const isEmpty = (value: ReactNode): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
