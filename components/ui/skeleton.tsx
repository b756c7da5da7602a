import type { ComponentProps, CSSProperties } from 'react';

import { Card } from './card';
import { cn } from './cn';

export function Skeleton({ className, ...rest }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('h-3.5 animate-breathe rounded-xs bg-line', className)} {...rest} />;
}

function Loading({ children, label }: { children: React.ReactNode; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {children}
    </div>
  );
}

export function PageHeaderSkeleton() {
  return (
    <div className="mb-4 py-1">
      <Skeleton className="h-5 w-56" />
      <Skeleton className="mt-2.5 w-96 max-w-full" />
    </div>
  );
}

type TableSkeletonProps = { rows?: number; columns?: number; twoLine?: boolean };

/** Drawn by one element, whatever number of rows: it stands in the data of every page that shows a table. */
export function TableSkeleton({ rows = 8, columns = 5, twoLine }: TableSkeletonProps) {
  const shape: CSSProperties & Record<`--${string}`, string | number> = {
    '--rows': rows,
    '--columns': columns,
    '--tall': twoLine ? '50px' : 'var(--row)',
  };
  return (
    <Loading label="Loading rows">
      <Card>
        <div className="flex h-[53px] items-center border-b px-4">
          <Skeleton className="h-8 w-56 rounded-sm" />
        </div>
        <div className="h-[34px] border-b bg-sunken" />
        <div aria-hidden className="skeleton-rows" style={shape} />
      </Card>
    </Loading>
  );
}

export function CardsSkeleton({ count = 3 }: { count?: number }) {
  return (
    <Loading label="Loading">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: count }, (_, index) => (
          <Card key={index} className="p-4">
            <Skeleton className="w-28" />
            <Skeleton className="mt-3 h-6 w-20" />
            <Skeleton className="mt-3 w-full" />
          </Card>
        ))}
      </div>
    </Loading>
  );
}

export function FormSkeleton({ fields = 4 }: { fields?: number }) {
  return (
    <Loading label="Loading the form">
      <Card className="grid max-w-[640px] gap-x-3.5 gap-y-4 p-5 sm:grid-cols-2">
        {Array.from({ length: fields }, (_, index) => (
          <div key={index}>
            <Skeleton className="w-24" />
            <Skeleton className="mt-2 h-9 w-full rounded-sm" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}
