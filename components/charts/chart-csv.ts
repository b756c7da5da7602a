import { stringify } from 'csv-stringify/browser/esm/sync';

import { csvByteOrderMark, csvOptions, harmlessCell } from '@/lib/csv-cell';
import { formatIsoDay } from '@/lib/format';

import type { ChartCell, ChartColumn, ChartTableData } from './types';

/** A cell of the table in a file: numbers bare, shares of a hundred, times as programs read them. */
function cellValue({ kind = 'text' }: ChartColumn, cell: ChartCell, zone: string): ChartCell {
  if (cell === null) return null;
  switch (kind) {
    case 'number':
      return Number(cell);
    case 'share':
      return Number((Number(cell) * 100).toFixed(2));
    case 'moment':
      return new Date(cell).toISOString();
    case 'day':
      return formatIsoDay(cell, zone);
    case 'month':
      return formatIsoDay(cell, zone).slice(0, 7);
    case 'text':
      return String(cell);
  }
}

/** Column by column and row by row what the table shows. */
export const chartCsv = ({ columns, rows }: ChartTableData, zone: string): string =>
  csvByteOrderMark +
  stringify(
    [
      columns.map(({ label }) => harmlessCell(label)),
      ...rows.map(({ cells }) =>
        columns.map((column, n) => harmlessCell(cellValue(column, cells[n] ?? null, zone))),
      ),
    ],
    csvOptions,
  );
