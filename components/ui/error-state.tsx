'use client';

import type { ReactNode } from 'react';

import { Button } from './button';
import { Card } from './card';

type ErrorStateProps = {
  /** What happened: "The members could not be read." */
  title: string;
  /** What it means for the people, and what to do. */
  children?: ReactNode;
  onRetry?: () => void;
  action?: ReactNode;
  /** Next's digest or a run id, for whoever looks into it. */
  reference?: string;
};

export function ErrorState({ title, children, onRetry, action, reference }: ErrorStateProps) {
  return (
    <Card role="alert" className="px-4 py-12 text-center">
      <p className="font-semibold text-bad">{title}</p>
      {children !== undefined && (
        <p className="mx-auto mt-1 max-w-[60ch] text-pretty text-ink-2">{children}</p>
      )}
      <div className="mt-4 flex justify-center gap-2 empty:hidden">
        {onRetry && <Button onClick={onRetry}>Try again</Button>}
        {action}
      </div>
      {reference && <p className="mt-4 font-mono text-sm text-ink-3">Reference {reference}</p>}
    </Card>
  );
}
