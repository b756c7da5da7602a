'use client';

import { type ReactNode, useRef, useState } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFoot } from '@/components/charts/chart-foot';
import { ChartTable } from '@/components/charts/chart-table';
import { spread, valueTicks } from '@/components/charts/ticks';
import { Card, CardHeader } from '@/components/ui/card';
import { useRows } from '@/components/ui/data-table';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import type { PackedRows } from '@/lib/packed-rows';

type ChartLine = { key: string; label: string };
type Point = { hour: number; values: Record<string, number | null> };

type SinceSendingChartProps = {
  title: string;
  unit: string;
  lines: ChartLine[];
  points: PackedRows<Point>;
  note: ReactNode;
  choices: ReactNode;
};

const axis = { fontSize: 11.5, fill: 'var(--ink-3)', fontFamily: 'var(--font-ui)' };
/** Told apart by their dashes as well as by colour. */
const looks = [
  { color: 'var(--c1)', dash: undefined },
  { color: 'var(--c2)', dash: '7 3' },
  { color: 'var(--c3)', dash: '2 3' },
  { color: 'var(--c4)', dash: '10 3 2 3' },
  { color: 'var(--c5)', dash: '5 2 1 2 1 2' },
  { color: 'var(--ink)', dash: '14 5' },
] as const;
const lookOf = (n: number) => looks[n % looks.length] ?? looks[0];

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
  const [asTable, setAsTable] = useState(false);
  const plot = useRef<HTMLDivElement>(null);
  const nothing = points.every(({ values }) => lines.every(({ key }) => !values[key]));
  const tableHead = ['Hours since sending', ...lines.map(({ label }, n) => `${n + 1}. ${label}`)];
  return (
    <Card aria-label={title} className="flex flex-col">
      <CardHeader title={title} right={unit} />
      <div className="flex flex-wrap gap-2 px-4 pt-2 print:hidden">{choices}</div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-2 text-sm text-ink-2">
        {lines.map(({ key, label }, n) => (
          <li key={key} className="flex max-w-full min-w-0 items-center gap-1.5">
            <svg aria-hidden width="24" height="8" className="shrink-0">
              <line
                x1="0"
                y1="4"
                x2="24"
                y2="4"
                stroke={lookOf(n).color}
                strokeWidth="2"
                strokeDasharray={lookOf(n).dash}
              />
            </svg>
            <span className="cut">{label}</span>
          </li>
        ))}
      </ul>
      <div ref={plot} className="h-[266px] min-w-0 px-2.5 py-2">
        {nothing && !asTable ? (
          <p className="grid h-full place-items-center px-6 text-center text-ink-3">
            Nothing of this has happened in that time.
          </p>
        ) : asTable ? (
          <ChartTable
            label={`${title}, as a table`}
            head={tableHead}
            rows={points.map(({ hour, values }) => ({
              key: String(hour),
              cells: [
                formatNumber(hour, locale),
                ...lines.map(({ key }) => {
                  const value = values[key];
                  return value === null || value === undefined ? '–' : formatNumber(value, locale);
                }),
              ],
            }))}
          />
        ) : (
          <Plot title={title} lines={lines} points={points} />
        )}
      </div>
      <ChartFoot
        name={title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}
        note={note}
        showsTable={asTable}
        onToggleTable={() => setAsTable(!asTable)}
        chart={nothing ? undefined : plot}
        rows={() => [
          tableHead,
          ...points.map(({ hour, values }) => [hour, ...lines.map(({ key }) => values[key] ?? null)]),
        ]}
      />
    </Card>
  );
}

function Plot({ title, lines, points }: { title: string; lines: ChartLine[]; points: Point[] }) {
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
        {lines.map(({ key, label }, n) => (
          <Line
            key={key}
            dataKey={key}
            name={label}
            type="linear"
            stroke={lookOf(n).color}
            strokeWidth={2}
            strokeDasharray={lookOf(n).dash}
            dot={false}
            isAnimationActive={false}
            activeDot={{ r: 3.5, strokeWidth: 0, fill: lookOf(n).color }}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
