import { type ChartSeries, seriesColor, seriesDash } from './types';

/** For the right side of a head: each line as it is drawn. */
export function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex max-w-full min-w-0 flex-wrap gap-x-3.5">
      {series.map((one, index) => (
        <li key={one.key} className="flex max-w-full min-w-0 items-center gap-1.5">
          <svg aria-hidden width={20} height={8} className="shrink-0">
            <line
              x1={0}
              x2={20}
              y1={4}
              y2={4}
              stroke={seriesColor(one, index)}
              strokeWidth={2.5}
              strokeDasharray={seriesDash(index)}
            />
          </svg>
          <span className="cut">{one.label}</span>
        </li>
      ))}
    </ul>
  );
}
