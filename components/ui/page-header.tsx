import type { ReactNode } from 'react';

import { Breadcrumb, type Crumb } from './breadcrumb';
import { cn } from './cn';

type PageHeaderProps = {
  title: ReactNode;
  /** One sentence: what is true now. */
  lede?: ReactNode;
  /** It is often two lines long: their room is kept, here and in the skeleton, so that nothing below jumps. */
  twoLines?: boolean;
  /** Quiet, default, then the one primary button. */
  actions?: ReactNode;
  /** Where we are, shown in the top bar; the last item is this page. */
  trail?: Crumb[];
};

export function PageHeader({ title, lede, twoLines, actions, trail }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
      {trail && <Breadcrumb items={trail} />}
      <div className="min-w-0 flex-[1_1_420px]">
        <h1 className="text-2xl font-semibold tracking-[-0.018em] text-balance break-words">{title}</h1>
        {lede !== undefined && (
          <p className={cn('mt-[3px] max-w-[100ch] text-ink-2', twoLines && 'min-h-[2lh]')}>{lede}</p>
        )}
      </div>
      {actions !== undefined && (
        <div className="flex flex-wrap items-center gap-2 empty:hidden print:hidden">{actions}</div>
      )}
    </header>
  );
}
