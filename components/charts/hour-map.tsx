'use client';

import { type KeyboardEvent, type ReactNode, useState } from 'react';

import { formatNumber, plural } from '@/lib/format';

import { useViewer } from '../ui/viewer';
import { ChartFrame } from './chart-frame';

type Hour = { /** Monday is 1. */ weekday: number; hour: number; value: number };
type HourMapProps = {
  title: string;
  /** What is counted, of one: more get an s. */
  unit: string;
  hours: readonly Hour[];
  note?: ReactNode;
  empty: ReactNode;
};

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const twoDigits = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const wordsOf = ({ weekday, hour }: Pick<Hour, 'weekday' | 'hour'>): string =>
  `${weekdays[weekday - 1]} ${twoDigits(hour)}`;

const cell = { width: 22, height: 22, gap: 2, left: 34, top: 16 };

/** A week by its hours: the more of it, the stronger the colour. The strongest is named, so that nobody has to tell shades apart. */
export function HourMap({ title, unit, hours, note, empty }: HourMapProps) {
  const { locale } = useViewer();
  const best = hours.reduce<Hour | null>((most, one) => (one.value > (most?.value ?? 0) ? one : most), null);
  const filled = hours.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
  const bestWords = best && `most ${unit}s on ${wordsOf(best)}: ${formatNumber(best.value, locale)}`;
  return (
    <ChartFrame
      title={title}
      summary={
        bestWords === null
          ? 'Nothing to show yet.'
          : `By hour of the week: ${bestWords}; ${formatNumber(filled.length, locale)} hours with any.`
      }
      table={{
        columns: [{ label: 'Hour' }, { label: `${unit}s`, kind: 'number' }],
        rows: filled.map((one) => ({ cells: [wordsOf(one), one.value] })),
      }}
      empty={best === null ? empty : undefined}
      right={bestWords}
      note={note}
      className="min-h-[206px] px-4 pt-3 pb-3"
    >
      {best && <Week hours={hours} best={best} label={`${title}: ${bestWords}`} unit={unit} />}
    </ChartFrame>
  );
}

type WeekProps = { hours: readonly Hour[]; best: Hour; label: string; unit: string };
type Place = { weekday: number; hour: number };

/** Where the keys lead from an hour; the week has no way round. */
const steps: Record<string, Place> = {
  ArrowLeft: { weekday: 0, hour: -1 },
  ArrowRight: { weekday: 0, hour: 1 },
  ArrowUp: { weekday: -1, hour: 0 },
  ArrowDown: { weekday: 1, hour: 0 },
};
const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

function Week({ hours, best, label, unit }: WeekProps) {
  const { locale } = useViewer();
  const [at, setAt] = useState<Place | null>(null);
  const valueOf = new Map(hours.map((one) => [`${one.weekday} ${one.hour}`, one.value]));
  const wordsAt = (place: Place): string =>
    `${wordsOf(place)}, ${plural(valueOf.get(`${place.weekday} ${place.hour}`) ?? 0, unit, undefined, locale)}`;
  const stepX = cell.width + cell.gap;
  const stepY = cell.height + cell.gap;
  const text = { fontSize: 11, fill: 'var(--ink-3)', fontFamily: 'var(--font-ui)' };
  const move = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const from = at ?? { weekday: best.weekday, hour: best.hour };
    setAt({
      weekday: within(from.weekday + step.weekday, 1, 7),
      hour: within(from.hour + step.hour, 0, 23),
    });
  };
  return (
    <>
      <svg
        role="application"
        aria-roledescription="chart"
        aria-label={`${label}. Arrow keys go from hour to hour.`}
        tabIndex={0}
        onKeyDown={move}
        onFocus={() => setAt(at ?? best)}
        onBlur={() => setAt(null)}
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
              const place = { weekday: y + 1, hour };
              const value = valueOf.get(`${y + 1} ${hour}`) ?? 0;
              const isMarked = isSame(at ?? best, place);
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
                  stroke={isMarked ? 'var(--ink)' : 'none'}
                  strokeWidth={isMarked ? 1.5 : 0}
                >
                  <title>{wordsAt(place)}</title>
                </rect>
              );
            })}
          </g>
        ))}
      </svg>
      <p aria-live="polite" className="figures mt-1 text-sm text-ink-3">
        {wordsAt(at ?? best)}
      </p>
    </>
  );
}

const isSame = (one: Place, other: Place): boolean =>
  one.weekday === other.weekday && one.hour === other.hour;
