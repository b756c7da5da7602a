import { formatExactMonth, formatExactDay, formatMoment, formatNumber, formatPercent } from '@/lib/format';

import type { ChartPoint, ChartSeries } from './types';

type Described = {
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  every: 'hour' | 'day' | 'month';
  unit: 'count' | 'share';
  locale: string;
  zone: string;
};

/** What a person sees at a glance, in words: from when to when, how each line ends, and where it is highest. */
export function describeSeries({ series, points, every, unit, locale, zone }: Described): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return 'Nothing to show yet.';
  const when = (at: string): string =>
    every === 'month'
      ? formatExactMonth(at, zone)
      : every === 'day'
        ? formatExactDay(at, zone)
        : formatMoment(at, zone, 0);
  const words = (value: number): string =>
    unit === 'share' ? formatPercent(value, 1, locale) : formatNumber(value, locale);
  const lines = series.map((one) => {
    let highest: { at: string; value: number } | undefined;
    let latest: number | undefined;
    for (const { at, values } of points) {
      const value = values[one.key];
      if (value === null || value === undefined) continue;
      latest = value;
      if (highest === undefined || value > highest.value) highest = { at, value };
    }
    return highest === undefined || latest === undefined
      ? `${one.label} not known`
      : `${one.label} highest ${words(highest.value)} on ${when(highest.at)}, ${words(latest)} at the end`;
  });
  const span = points.length === 1 ? when(first.at) : `From ${when(first.at)} to ${when(last.at)}`;
  return `${span}: ${lines.join('; ')}.`;
}
