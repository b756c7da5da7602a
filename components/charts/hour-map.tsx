'use client';

import { type ReactNode, useRef, useState } from 'react';

import { formatNumber } from '@/lib/format';

import { Card, CardHeader } from '../ui/card';
import { useViewer } from '../ui/viewer';
import { ChartFoot } from './chart-foot';
import { ChartTable } from './chart-table';

type Hour = { /** Monday is 1. */ weekday: number; hour: number; value: number };
type HourMapProps = {
  title: string;
  unit: string;
  hours: readonly Hour[];
  note?: ReactNode;
  empty: ReactNode;
};

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const twoDigits = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const wordsOf = ({ weekday, hour }: Hour): string => `${weekdays[weekday - 1]} ${twoDigits(hour)}`;

const cell = { width: 22, height: 22, gap: 2, left: 34, top: 16 };

/** A week by its hours: the more of it, the stronger the colour. The strongest is named, so that nobody has to tell shades apart. */
export function HourMap({ title, unit, hours, note, empty }: HourMapProps) {
  const { locale } = useViewer();
  const [asTable, setAsTable] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  const best = hours.reduce<Hour | null>((most, one) => (one.value > (most?.value ?? 0) ? one : most), null);
  const filled = hours.filter(({ value }) => value > 0);
  const head = ['Hour', unit];
  return (
    <Card aria-label={title} className="flex flex-col">
      <CardHeader
        title={title}
        right={best && `most ${unit} on ${wordsOf(best)}: ${formatNumber(best.value, locale)}`}
      />
      <div ref={plot} className="min-h-[206px] flex-1 px-4 pt-3 pb-3">
        {best === null ? (
          <p className="grid h-full place-items-center text-ink-3">{empty}</p>
        ) : asTable ? (
          <div className="-mx-4 h-[190px]">
            <ChartTable
              label={`${title}, as a table`}
              head={head}
              rows={filled
                .toSorted((a, b) => b.value - a.value)
                .map((one) => ({
                  key: wordsOf(one),
                  cells: [wordsOf(one), formatNumber(one.value, locale)],
                }))}
            />
          </div>
        ) : (
          <Week hours={hours} best={best} label={`${title}: most ${unit} on ${wordsOf(best)}`} unit={unit} />
        )}
      </div>
      <ChartFoot
        name={title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}
        note={note}
        showsTable={asTable}
        onToggleTable={() => setAsTable(!asTable)}
        chart={best === null ? undefined : plot}
        rows={() => [head, ...filled.map((one) => [wordsOf(one), one.value])]}
      />
    </Card>
  );
}

type WeekProps = { hours: readonly Hour[]; best: Hour; label: string; unit: string };

function Week({ hours, best, label, unit }: WeekProps) {
  const { locale } = useViewer();
  const valueOf = new Map(hours.map((one) => [`${one.weekday} ${one.hour}`, one.value]));
  const stepX = cell.width + cell.gap;
  const stepY = cell.height + cell.gap;
  const text = { fontSize: 11, fill: 'var(--ink-3)', fontFamily: 'var(--font-ui)' };
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${cell.left + 24 * stepX} ${cell.top + 7 * stepY}`}
      className="h-auto w-full"
    >
      {Array.from({ length: 8 }, (_, n) => n * 3).map((hour) => (
        <text key={hour} x={cell.left + hour * stepX} y={10} {...text}>
          {twoDigits(hour)}
        </text>
      ))}
      {weekdays.map((day, y) => (
        <g key={day}>
          <text x={0} y={cell.top + y * stepY + 15} {...text}>
            {day}
          </text>
          {Array.from({ length: 24 }, (_, hour) => {
            const value = valueOf.get(`${y + 1} ${hour}`) ?? 0;
            const isBest = best.weekday === y + 1 && best.hour === hour;
            return (
              <rect
                key={hour}
                x={cell.left + hour * stepX}
                y={cell.top + y * stepY}
                width={cell.width}
                height={cell.height}
                rx={3}
                fill={value === 0 ? 'var(--sunken)' : 'var(--c1)'}
                fillOpacity={value === 0 ? 1 : 0.15 + 0.85 * (value / best.value)}
                stroke={isBest ? 'var(--ink)' : 'none'}
                strokeWidth={isBest ? 1.5 : 0}
              >
                <title>{`${day} ${twoDigits(hour)}, ${formatNumber(value, locale)} ${unit}`}</title>
              </rect>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
