export type ChartSeries = {
  key: string;
  /** In the legend, the tooltip and the table: "opens". */
  label: string;
  color?: 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'ink';
  /** The first series is filled; the others are lines unless they ask for it. */
  fill?: boolean;
};

/** One moment and the value of each series; a missing value is a gap. */
export type ChartPoint = {
  at: string;
  values: Record<string, number | null>;
  /** What stands at this moment, where it has a name: a campaign. */
  name?: string;
  /** Its page. */
  href?: string;
};

export type ChartCell = string | number | null;

export type ChartColumn = {
  label: string;
  /** A share is of one; a time is ISO. */
  kind?: 'text' | 'number' | 'share' | 'moment' | 'day' | 'month';
};

/** What a chart shows as a table; its CSV has the same columns and rows. */
export type ChartTableData = {
  columns: ChartColumn[];
  rows: {
    cells: ChartCell[];
    /** The page of what the row is about. */
    href?: string;
  }[];
};

const order = ['c1', 'c2', 'c3', 'c4', 'c5', 'ink'] as const;
export const seriesColor = (series: ChartSeries, index: number): string =>
  `var(--${series.color ?? order[index % order.length] ?? 'c1'})`;

/** Lines are told apart without their colour too. */
const dashes = [undefined, '7 4', '2 4', '11 4 2 4', '1 3', '14 5'];
export const seriesDash = (index: number): string | undefined => dashes[index % dashes.length];
