import { formatDay, formatNumber, listSome } from '@/lib/format';
import type { TableFilter } from '@/lib/table-query';

import type { FilterField } from './use-table-state';

/** A filter in the words of its pill: "Clicks at least 1", "State is active, held". */
export function filterWords(field: FilterField, filter: TableFilter, locale: string): string {
  return `${field.header} ${valueWords(field, filter, locale)}`;
}

function valueWords(field: FilterField, filter: TableFilter, locale: string): string {
  const number = (value: number): string => formatNumber(value, locale);
  switch (filter.type) {
    case 'text':
      return filter.op === 'is' ? `is “${filter.value}”` : `contains “${filter.value}”`;
    case 'number':
      if (filter.op === 'between') return `${number(filter.value[0])} to ${number(filter.value[1])}`;
      return `${filter.op === 'eq' ? '=' : filter.op === 'gte' ? 'at least' : 'at most'} ${number(filter.value)}`;
    case 'choice': {
      const options = field.filter.type === 'choice' ? field.filter.options : [];
      return `is ${listSome(filter.value.map((value) => options.find((one) => one.value === value)?.label ?? value))}`;
    }
    case 'date': {
      const { from, to } = filter.value;
      // The year of a day of this year is left out, but not beside one of another year.
      const day = (text: string): string =>
        from && to && from.slice(0, 4) !== to.slice(0, 4) ? formatDay(text, 'UTC', 0) : formatDay(text);
      if (from && to) return from === to ? `on ${day(from)}` : `${day(from)} to ${day(to)}`;
      return from ? `since ${formatDay(from)}` : `until ${formatDay(to ?? '')}`;
    }
    case 'boolean':
      return filter.value ? 'is yes' : 'is no';
  }
}
