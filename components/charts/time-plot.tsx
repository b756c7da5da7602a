'use client';

import { useState } from 'react';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import {
  formatClock,
  formatCompact,
  formatDay,
  formatExactDay,
  formatExactMonth,
  formatExactTime,
  formatMonth,
  formatNumber,
  formatPercent,
} from '@/lib/format';

import { useViewer } from '../ui/viewer';
import { apart, spread, valueTicks } from './ticks';
import { type ChartPoint, type ChartSeries, seriesColor, seriesDash } from './types';

type TimePlotProps = {
  label: string;
  series: ChartSeries[];
  points: ChartPoint[];
  every: 'hour' | 'day' | 'month';
  unit: 'count' | 'share';
  straight?: boolean;
  zone: string;
};

const AXIS = { fontSize: 11.5, fill: 'var(--ink-3)', fontFamily: 'var(--font-ui)' };

export function TimePlot({ label, series, points, every, unit, straight, zone }: TimePlotProps) {
  const { locale } = useViewer();
  const data = points.map((point) => ({ at: new Date(point.at).getTime(), ...point.values }));
  const times = data.map((point) => point.at);
  const highest = Math.max(0, ...points.flatMap((point) => series.map((one) => point.values[one.key] ?? 0)));
  const ticks = valueTicks(highest);
  const [width, setWidth] = useState(600);
  const axisWord = (at: number): string => {
    if (every === 'month') return formatMonth(at, zone);
    if (every === 'day') return formatDay(at, zone);
    const date = new Date(at);
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone }).format(date);
    return `${weekday} ${formatClock(date, zone)}`;
  };

  const longest = Math.max(
    0,
    ...[data.at(0), data.at(-1)].flatMap((end) => (end ? axisWord(end.at).length : [])),
  );
  const most = Math.min(5, Math.max(2, Math.floor((width - 60) / (20 + 7 * longest))));

  const valueWord = (value: number): string =>
    unit === 'share' ? formatPercent(value, 1, locale) : formatNumber(value, locale);
  const tickWord = (value: number): string =>
    unit === 'share'
      ? `${formatNumber(value * 100, locale, { maximumFractionDigits: 1 })} %`
      : value >= 1000
        ? formatCompact(value, locale)
        : formatNumber(value, locale);
  const exactly = { hour: formatExactTime, day: formatExactDay, month: formatExactMonth }[every];
  const nameAt = (at: number): string => {
    const name = points.find((point) => new Date(point.at).getTime() === at)?.name;
    return name === undefined ? exactly(at, zone) : `${name}, ${exactly(at, zone)}`;
  };

  return (
    <ResponsiveContainer
      width="100%"
      height="100%"
      initialDimension={{ width: 600, height: 230 }}
      onResize={setWidth}
    >
      <AreaChart
        data={data}
        margin={{ top: 10, right: 14, bottom: 0, left: 0 }}
        title={label}
        accessibilityLayer
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          ticks={apart(spread(times, most), most)}
          tick={({ x, y, index, visibleTicksCount, payload }) => (
            <text
              x={x}
              y={Number(y) + 12}
              textAnchor={index === 0 ? 'start' : index === visibleTicksCount - 1 ? 'end' : 'middle'}
              {...AXIS}
            >
              {axisWord(Number(payload.value))}
            </text>
          )}
          tickLine={false}
          axisLine={false}
          tickMargin={6}
          height={24}
          interval={0}
        />
        <YAxis
          width={unit === 'share' ? 50 : 42}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          tickFormatter={tickWord}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          tickMargin={6}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload, label: at }) =>
            active && payload.length > 0 ? (
              <PlotTooltip
                time={nameAt(Number(at))}
                rows={series.map((one, index) => {
                  const value: unknown = payload.find((entry) => entry.dataKey === one.key)?.value;
                  return {
                    label: one.label,
                    color: seriesColor(one, index),
                    text: typeof value === 'number' ? valueWord(value) : '–',
                  };
                })}
              />
            ) : null
          }
        />
        {series.map((one, index) => (
          <Area
            key={one.key}
            dataKey={one.key}
            name={one.label}
            type={straight ? 'linear' : 'monotone'}
            stroke={seriesColor(one, index)}
            strokeWidth={2}
            strokeDasharray={seriesDash(index)}
            fill={seriesColor(one, index)}
            fillOpacity={(one.fill ?? index === 0) ? 0.11 : 0}
            isAnimationActive={false}
            dot={
              points.length === 1 || points.some(({ name }) => name)
                ? { r: 3, strokeDasharray: 'none', fill: seriesColor(one, index) }
                : false
            }
            activeDot={{ r: 3.5, strokeWidth: 0, fill: seriesColor(one, index) }}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}

function PlotTooltip({
  time,
  rows,
}: {
  time: string;
  rows: { label: string; color: string; text: string }[];
}) {
  return (
    <div className="rounded-md border bg-surface px-3 py-2 text-sm shadow-pop">
      <div className="mb-1 text-ink-3">{time}</div>
      {rows.map((row) => (
        <div key={row.label} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-[2px]" style={{ background: row.color }} />
          {row.label}
          <span className="figures ml-auto pl-5 font-medium">{row.text}</span>
        </div>
      ))}
    </div>
  );
}
