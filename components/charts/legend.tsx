import { type ChartSeries, seriesColor } from './types';

/** For the right side of a CardHeader. */
export function Legend({ series }: { series: ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3.5">
      {series.map((one, index) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-[9px] rounded-[2px]"
            style={{ background: seriesColor(one, index) }}
          />
          {one.label}
        </li>
      ))}
    </ul>
  );
}
