import type { ComponentProps, ReactNode } from 'react';

import { cn } from './cn';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('surface-card min-w-0 overflow-clip', className)} {...rest} />;
}

type CardHeaderProps = {
  title: ReactNode;
  /** A legend, a range, a link. */ right?: ReactNode;
  id?: string;
  className?: string;
};

export function CardHeader({ title, right, id, className }: CardHeaderProps) {
  return (
    <div className={cn('flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-[13px]', className)}>
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {right !== undefined && (
        <div className="ml-auto flex items-center gap-3.5 text-[13px] text-ink-3">{right}</div>
      )}
    </div>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('px-4 pt-2.5 pb-4', className)} {...rest} />;
}

type CardFooterProps = ComponentProps<'div'> & { right?: ReactNode };

export function CardFooter({ right, className, children, ...rest }: CardFooterProps) {
  return (
    <div
      className={cn(
        'flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-[9px] text-[13px] text-ink-3 first:border-t-0',
        className,
      )}
      {...rest}
    >
      <div className="min-w-0">{children}</div>
      {right !== undefined && <div className="ml-auto flex items-center gap-1 print:hidden">{right}</div>}
    </div>
  );
}
