import type { ComponentProps, CSSProperties } from 'react';

import { Card } from './card';
import { cn } from './cn';

export function Skeleton({ className, ...rest }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('h-3.5 animate-breathe rounded-xs bg-line', className)} {...rest} />;
}

const widths = ['w-40', 'w-28', 'w-36', 'w-24', 'w-32'];
const widthOf = (index: number): string => widths[index % widths.length] ?? 'w-32';

function Loading({ children, label }: { children: React.ReactNode; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {children}
    </div>
  );
}

export function PageHeaderSkeleton({ twoLines }: { twoLines?: boolean }) {
  return (
    <div className="mb-4 py-1">
      <Skeleton className="h-5 w-56" />
      <Skeleton className="mt-2.5 w-96 max-w-full" />
      {twoLines && <Skeleton className="mt-1.5 w-64 max-w-full" />}
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

/** The place of a chart in its frame. */
export function ChartSkeleton({ height }: { height: number }) {
  return (
    <Loading label="Loading">
      <Card className="p-4">
        <Skeleton className="w-36" />
        <div style={{ height }} />
        <Skeleton className="w-48" />
      </Card>
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

/** A wide column and a narrow one: most pages of one thing. `columns` is the grid of the page itself. */
export function ColumnsSkeleton({ columns }: { columns: string }) {
  return (
    <Loading label="Loading">
      <div className={cn('grid items-start gap-4', columns)}>
        {[8, 5].map((lines, n) => (
          <Card key={n} className="grid gap-4 p-4">
            <Skeleton className="w-28" />
            {Array.from({ length: lines }, (_, line) => (
              <Skeleton key={line} className={cn('max-w-full', widthOf(line + n))} />
            ))}
          </Card>
        ))}
      </div>
    </Loading>
  );
}

/** One line that says how a thing stands, above what it is about. */
export function StripSkeleton() {
  return (
    <Card className="flex items-center gap-[18px] px-4 py-[11px]">
      <Skeleton className="h-[22px] w-24 rounded-full" />
      <Skeleton className="w-80 max-w-full" />
    </Card>
  );
}

/** The row of ways to look at a grid, above it. */
export function ViewsSkeleton() {
  return (
    <div className="mb-3 flex h-7 items-center gap-6 px-2.5">
      {[0, 1, 2].map((n) => (
        <Skeleton key={n} className="w-14" />
      ))}
    </div>
  );
}
