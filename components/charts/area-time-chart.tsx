'use client';

import type { ReactNode } from 'react';

import type { PackedRows } from '@/lib/packed-rows';

import { useRows } from '../ui/data-table';
import { useViewer } from '../ui/viewer';
import { ChartFrame } from './chart-frame';
import { describeSeries } from './describe-series';
import { TimePlot } from './time-plot';
import type { ChartColumn, ChartPoint, ChartSeries } from './types';

type AreaTimeChartProps = {
  title: string;
  series: ChartSeries[];
  points: PackedRows<ChartPoint>;
  /** How far apart the points are: decides how the axis speaks. */
  every: 'hour' | 'day' | 'month';
  /** Values are counts, or shares of one. */
  unit?: 'count' | 'share';
  /** In the foot: what a point is and what was left out. */
  note?: ReactNode;
  /** In the head beside the legend: "all lists, 60 days". */
  right?: ReactNode;
  height?: number;
  /** Straight lines between the points; smooth ones suit many hours. */
  straight?: boolean;
  /** Stands in the place of a chart without a single value. */
  empty?: ReactNode;
  /** What is missing of it, and why. */
  partial?: ReactNode;
  /** Where the sentence for who doesn't see it can say more than first, last and highest. */
  summary?: string;
  /** The zone times are told in, where it is not the person's own. */
  zone?: string;
  /** Below the head: what else can be shown. */
  choices?: ReactNode;
  /** Without its own card, inside another one. */
  bare?: boolean;
  /** What a named point is: "Campaign". */
  named?: string;
};

const kinds = { hour: 'moment', day: 'day', month: 'month' } as const;
const heads = { hour: 'Time', day: 'Day', month: 'Month' };

export function AreaTimeChart({
  title,
  series,
  points: packed,
  every,
  unit = 'count',
  height = 230,
  straight,
  empty,
  summary,
  zone: ownZone,
  named,
  ...frame
}: AreaTimeChartProps) {
  const points = useRows(packed);
  const viewer = useViewer();
  const zone = ownZone ?? viewer.zone;
  const nothing = points.every((point) => series.every((one) => !point.values[one.key]));
  const kind = unit === 'share' ? 'share' : 'number';
  const columns: ChartColumn[] = [
    ...(named === undefined ? [] : [{ label: named }]),
    { label: heads[every], kind: kinds[every] },
    ...series.map((one) => ({ label: one.label, kind }) as const),
  ];
  return (
    <ChartFrame
      title={title}
      summary={summary ?? describeSeries({ series, points, every, unit, locale: viewer.locale, zone })}
      series={series}
      table={{
        columns,
        rows: nothing
          ? []
          : points.map(({ at, values, name, href }) => ({
              cells: [
                ...(named === undefined ? [] : [name ?? null]),
                at,
                ...series.map((one) => values[one.key] ?? null),
              ],
              href,
            })),
      }}
      empty={nothing ? (empty ?? 'Nothing has happened in this time yet.') : undefined}
      height={height}
      className="px-2.5 py-2"
      zone={zone}
      {...frame}
    >
      <TimePlot
        label={title}
        series={series}
        points={points}
        every={every}
        unit={unit}
        straight={straight}
        zone={zone}
      />
    </ChartFrame>
  );
}
