'use client';

import type { ReactNode } from 'react';

import { formatNumber, formatPercent } from '@/lib/format';

import { cn } from '../ui/cn';
import { Truncate } from '../ui/truncate';
import { useViewer } from '../ui/viewer';
import { ChartFrame } from './chart-frame';

export type Bar = {
  label: string;
  value: number;
  /** In grey behind the label. */
  hint?: string;
  /** The label as it is drawn, where it is more than words. */
  name?: ReactNode;
  /** Under the bar: what it is made of. */
  below?: ReactNode;
  color?: 'c1' | 'c2' | 'c3' | 'c4' | 'c5';
};

type BarListProps = {
  title: string;
  bars: Bar[];
  /** What the shares are of; the sum of the bars when left out. */
  whole?: number;
  right?: ReactNode;
  note?: ReactNode;
  /** Labels are paths or codes. */
  mono?: boolean;
  /** How many before "other 6". */
  most?: number;
  /** Head of the value in the table and the CSV: "clicks". */
  unit?: string;
  empty?: ReactNode;
};

const fill = { c1: 'bg-c1', c2: 'bg-c2', c3: 'bg-c3', c4: 'bg-c4', c5: 'bg-c5' };

export function BarList({
  title,
  bars,
  whole,
  right,
  note,
  mono,
  most = 6,
  unit = 'count',
  empty,
}: BarListProps) {
  const { locale } = useViewer();
  const all = whole ?? bars.reduce((sum, bar) => sum + bar.value, 0);
  const shown = fold(bars, most);
  const isEmpty = bars.every(({ value }) => value === 0);
  return (
    <ChartFrame
      title={title}
      summary={
        isEmpty
          ? 'Nothing to show yet.'
          : `${shown
              .map(
                (bar) =>
                  `${bar.label}: ${formatNumber(bar.value, locale)} ${unit}, ${formatPercent(bar.value, all, locale)}`,
              )
              .join('; ')}.`
      }
      table={{
        columns: [{ label: title }, { label: unit, kind: 'number' }, { label: 'share', kind: 'share' }],
        rows: (isEmpty ? [] : bars).map((bar) => ({
          cells: [bar.label, bar.value, all > 0 ? bar.value / all : null],
        })),
      }}
      empty={isEmpty ? (empty ?? 'Nothing to show yet.') : undefined}
      right={right}
      note={note}
      className="px-4 pt-2 pb-3.5"
    >
      <ul className="grid grid-cols-1 gap-[9px]">
        {shown.map((bar) => (
          <li key={bar.label}>
            <div className="flex items-baseline gap-3 text-md">
              <Truncate className="min-w-0 flex-1" text={bar.label}>
                <span className={cn(mono && 'font-mono text-sm')}>{bar.name ?? bar.label}</span>
                {bar.hint && <span className="text-ink-3"> {bar.hint}</span>}
              </Truncate>
              <span className="figures" title={formatNumber(bar.value, locale)}>
                {formatPercent(bar.value, all, locale)}
              </span>
            </div>
            <div
              aria-hidden
              className="mt-1 h-[5px] overflow-hidden rounded-xs bg-sunken inset-ring inset-ring-line/60"
            >
              <div
                className={cn('h-full rounded-xs', fill[bar.color ?? 'c1'])}
                style={{ width: `${all > 0 ? (bar.value / all) * 100 : 0}%` }}
              />
            </div>
            {bar.below !== undefined && <div className="figures mt-1 text-sm text-ink-3">{bar.below}</div>}
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

function fold(bars: Bar[], most: number): Bar[] {
  if (bars.length <= most) return bars;
  const rest = bars.slice(most - 1);
  return [
    ...bars.slice(0, most - 1),
    { label: `other ${rest.length}`, value: rest.reduce((sum, bar) => sum + bar.value, 0), color: 'c5' },
  ];
}
