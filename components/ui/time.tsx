'use client';

import { formatDay, formatMoment, formatRelativeTime } from '@/lib/format';

import { useNow, useViewer } from './viewer';

type TimeProps = {
  at: Date | string | number | null | undefined;
  /** relative under a day, else the day; moment "Thu 19 Nov 18:00"; day "2 Nov". */
  as?: 'relative' | 'moment' | 'day';
  /** Something planned: it is due, not past. */
  ahead?: boolean;
  /** What stands there when it never happened. */
  none?: string;
  className?: string;
};

export function Time({ at, as = 'relative', ahead, none = '–', className }: TimeProps) {
  const { zone } = useViewer();
  const now = useNow();
  if (at === null || at === undefined) return <span className={className}>{none}</span>;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>{none}</span>;
  const text =
    as === 'relative'
      ? formatRelativeTime(date, now, zone, { ahead })
      : as === 'day'
        ? formatDay(date, zone, now)
        : formatMoment(date, zone, now);
  return (
    <time dateTime={date.toISOString()} data-day={as === 'day' ? '' : undefined} className={className}>
      {text}
    </time>
  );
}
