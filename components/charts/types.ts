export type ChartSeries = {
  key: string;
  /** In the legend, the tooltip and the table: "opens". */
  label: string;
  color?: 'c1' | 'c2' | 'c3' | 'c4' | 'c5';
  /** The first series is filled; the others are lines unless they ask for it. */
  fill?: boolean;
};

/** One moment and the value of each series; a missing value is a gap. */
export type ChartPoint = { at: string; values: Record<string, number | null> };

export const seriesColor = (series: ChartSeries, index: number): string => {
  const order = ['c1', 'c2', 'c3', 'c4', 'c5'] as const;
  return `var(--${series.color ?? order[index % order.length] ?? 'c1'})`;
};
