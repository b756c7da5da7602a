import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

import { cn } from './cn';

const notice = cva('flex flex-wrap items-start gap-x-4 gap-y-2 rounded-sm border px-[13px] py-[11px]', {
  variants: {
    tone: {
      good: 'border-good/25 bg-good-soft [&_b]:text-good',
      warn: 'border-warn/30 bg-warn-soft [&_b]:text-warn',
      bad: 'border-bad/30 bg-bad-soft [&_b]:text-bad',
      info: 'border-info/25 bg-info-soft [&_b]:text-info',
    },
  },
  defaultVariants: { tone: 'info' },
});

type NoticeProps = VariantProps<typeof notice> & {
  /** The finding, in bold, with its full stop: "Connection Successful." */
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** A box in the page: what happened, what it means, what to do. Bad ones are read out at once, the others when there is time. */
export function Notice({ tone = 'info', title, children, action, className }: NoticeProps) {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={cn(notice({ tone }), className)}>
      <div className="min-w-0 flex-[1_1_240px] break-words">
        {title !== undefined && <b>{title}</b>}
        {title !== undefined && children !== undefined && ' '}
        {children}
      </div>
      {action}
    </div>
  );
}
