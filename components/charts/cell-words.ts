import { formatExactDay, formatExactMonth, formatExactTime, formatNumber, formatPercent } from '@/lib/format';

import type { ChartCell, ChartColumn } from './types';

type Reader = { locale: string; zone: string };

/** A cell as the table says it. */
export function cellWords({ kind = 'text' }: ChartColumn, cell: ChartCell, { locale, zone }: Reader): string {
  if (cell === null) return '–';
  switch (kind) {
    case 'number':
      return formatNumber(Number(cell), locale);
    case 'share':
      return formatPercent(Number(cell), 1, locale);
    case 'moment':
      return formatExactTime(cell, zone);
    case 'day':
      return formatExactDay(cell, zone);
    case 'month':
      return formatExactMonth(cell, zone);
    case 'text':
      return String(cell);
  }
}
