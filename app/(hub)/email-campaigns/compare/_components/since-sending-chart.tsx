'use client';

import { type ReactNode, useState } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from '@/components/charts/chart-frame';
import { Legend } from '@/components/charts/legend';
import { spread, valueTicks } from '@/components/charts/ticks';
import { type ChartSeries, seriesColor, seriesDash } from '@/components/charts/types';
import { useRows } from '@/components/ui/data-table';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import type { PackedRows } from '@/lib/packed-rows';

type Point = { hour: number; values: Record<string, number | null> };

type SinceSendingChartProps = {
  title: string;
  unit: string;
  lines: ChartSeries[];
  points: PackedRows<Point>;
  note: ReactNode;
  choices: ReactNode;
};

const axis = { fontSize: 11.5, fill: 'var(--ink-3)', fontFamily: 'var(--font-ui)' };

/** Hour 72 is day 3: from two days on, days are easier to think in. */
const hourWord = (hour: number, last: number): string =>
  last > 48 ? `day ${Number((hour / 24).toFixed(1))}` : `hour ${hour}`;

export function SinceSendingChart({
  title,
  unit,
  lines,
  points: packed,
  note,
  choices,
}: SinceSendingChartProps) {
  const points = useRows(packed);
  const { locale } = useViewer();
  const nothing = points.every(({ values }) => lines.every(({ key }) => !values[key]));
  const lastOf = (key: string): number | null =>
    points.findLast(({ values }) => typeof values[key] === 'number')?.values[key] ?? null;
  return (
    <ChartFrame
      title={title}
      summary={`By hours since sending: ${lines
        .map(({ key, label }) => `${label} ${formatNumber(lastOf(key) ?? 0, locale)} ${unit}`)
        .join('; ')}.`}
      series={lines}
      table={{
        columns: [
          { label: 'Hours since sending', kind: 'number' },
          ...lines.map(({ label }, n) => ({ label: `${n + 1}. ${label}`, kind: 'number' }) as const),
        ],
        rows: points.map(({ hour, values }) => ({
          cells: [hour, ...lines.map(({ key }) => values[key] ?? null)],
        })),
      }}
      empty={nothing ? 'Nothing of this has happened in that time.' : undefined}
      right={unit}
      choices={
        <>
          {choices}
          <Legend series={lines} />
        </>
      }
      note={note}
      height={250}
      className="px-2.5 py-2"
    >
      <Plot title={title} lines={lines} points={points} />
    </ChartFrame>
  );
}

function Plot({ title, lines, points }: { title: string; lines: ChartSeries[]; points: Point[] }) {
  const { locale } = useViewer();
  const [width, setWidth] = useState(600);
  const last = points.at(-1)?.hour ?? 0;
  const ticks = valueTicks(
    Math.max(0, ...points.flatMap(({ values }) => lines.map(({ key }) => values[key] ?? 0))),
  );
  const whole = points.map(({ hour }) => hour).filter((hour) => hour % (last > 48 ? 24 : 3) === 0);
  return (
    <ResponsiveContainer
      width="100%"
      height="100%"
      initialDimension={{ width: 600, height: 250 }}
      onResize={setWidth}
    >
      <LineChart
        data={points.map(({ hour, values }) => ({ hour, ...values }))}
        margin={{ top: 10, right: 20, bottom: 0, left: 0 }}
        title={title}
        accessibilityLayer
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="hour"
          type="number"
          domain={[0, last]}
          ticks={spread(whole, Math.min(8, Math.max(2, Math.floor((width - 60) / 72))))}
          tickFormatter={(hour: number) => hourWord(hour, last)}
          tick={axis}
          tickLine={false}
          axisLine={false}
          tickMargin={6}
          height={24}
          interval={0}
        />
        <YAxis
          width={42}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          tickFormatter={(value: number) => formatNumber(value, locale)}
          tick={axis}
          tickLine={false}
          axisLine={false}
          tickMargin={6}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload, label }) =>
            active && payload.length > 0 ? (
              <div className="max-w-[320px] rounded-md border bg-surface px-3 py-2 text-sm shadow-pop">
                <div className="mb-1 text-ink-3">after {formatNumber(Number(label), locale)} hours</div>
                {lines.map(({ key, label: name }) => {
                  const value: unknown = payload.find((entry) => entry.dataKey === key)?.value;
                  return (
                    <div key={key} className="flex gap-1.5">
                      <span className="cut min-w-0">{name}</span>
                      <span className="figures ml-auto pl-5 font-medium">
                        {typeof value === 'number' ? formatNumber(value, locale) : '–'}
                      </span>
                    </div>
                  );
                })}
              </div>
            ) : null
          }
        />
        {lines.map((line, n) => (
          <Line
            key={line.key}
            dataKey={line.key}
            name={line.label}
            type="linear"
            stroke={seriesColor(line, n)}
            strokeWidth={2}
            strokeDasharray={seriesDash(n)}
            dot={false}
            isAnimationActive={false}
            activeDot={{ r: 3.5, strokeWidth: 0, fill: seriesColor(line, n) }}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
