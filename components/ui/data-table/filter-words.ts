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
      if (from && to) return from === to ? `on ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(to)}`;
      return from ? `since ${formatDay(from)}` : `until ${formatDay(to ?? '')}`;
    }
    case 'boolean':
      return filter.value ? 'is yes' : 'is no';
  }
}
