'use client';

import { type ReactNode, useRef, useState } from 'react';

import { formatExactTime, formatNumber } from '@/lib/format';
import type { PackedRows } from '@/lib/packed-rows';

import { Card, CardHeader } from '../ui/card';
import { cn } from '../ui/cn';
import { useRows } from '../ui/data-table';
import { useViewer } from '../ui/viewer';
import { ChartFoot } from './chart-foot';
import { ChartTable } from './chart-table';
import { Legend } from './legend';
import { TimePlot } from './time-plot';
import type { ChartPoint, ChartSeries } from './types';

type AreaTimeChartProps = {
  title: string;
  series: ChartSeries[];
  points: PackedRows<ChartPoint>;
  /** How far apart the points are: decides how the axis speaks. */
  every: 'hour' | 'day';
  /** In the foot: what a point is and what was left out. */
  note?: ReactNode;
  /** In the head beside the legend: "all lists, 60 days". */
  right?: ReactNode;
  height?: number;
  /** Straight lines between the points; smooth ones suit many hours. */
  straight?: boolean;
  /** Stands in the place of a chart without a single value. */
  empty?: ReactNode;
  /** The zone times are told in, where it is not the person's own. */
  zone?: string;
  /** Below the head: what else can be shown. */
  choices?: ReactNode;
  /** Without its own card, inside another one. */
  bare?: boolean;
};

export function AreaTimeChart({
  title,
  series,
  points: packed,
  every,
  note,
  right,
  height = 230,
  straight,
  empty,
  zone: ownZone,
  choices,
  bare,
}: AreaTimeChartProps) {
  const points = useRows(packed);
  const viewer = useViewer();
  const { locale } = viewer;
  const zone = ownZone ?? viewer.zone;
  const [asTable, setAsTable] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  const nothing = points.every((point) => series.every((one) => !point.values[one.key]));
  const head = ['Time', ...series.map((one) => one.label)];

  return (
    <Card aria-label={title} className={cn('flex flex-col', bare && 'rounded-none border-0')}>
      <CardHeader
        title={title}
        right={right ?? (series.length > 1 ? <Legend series={series} /> : undefined)}
      />
      {choices !== undefined && <div className="flex flex-wrap gap-2 px-4 pt-2 print:hidden">{choices}</div>}
      <div
        ref={plot}
        className={cn('min-w-0 flex-1', asTable ? 'pt-2.5' : 'px-2.5 py-2')}
        style={{ height: height + 16, flexBasis: height + 16 }}
      >
        {nothing && !asTable ? (
          <div className="grid h-full place-items-center px-6 text-center text-ink-3">
            {empty ?? 'Nothing has happened in this time yet.'}
          </div>
        ) : asTable ? (
          <ChartTable
            label={`${title}, as a table`}
            head={head}
            rows={points.map((point) => ({
              key: point.at,
              cells: [
                formatExactTime(point.at, zone),
                ...series.map((one) => {
                  const value = point.values[one.key];
                  return value === null || value === undefined ? '–' : formatNumber(value, locale);
                }),
              ],
            }))}
          />
        ) : (
          <TimePlot
            label={title}
            series={series}
            points={points}
            every={every}
            straight={straight}
            zone={zone}
          />
        )}
      </div>
      <ChartFoot
        name={title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}
        note={note}
        showsTable={asTable}
        onToggleTable={() => setAsTable(!asTable)}
        chart={nothing ? undefined : plot}
        rows={() => [
          head,
          ...points.map((point) => [
            new Date(point.at).toISOString(),
            ...series.map((one) => point.values[one.key] ?? null),
          ]),
        ]}
      />
    </Card>
  );
}
