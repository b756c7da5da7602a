'use client';

import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';

import {
  formatFilter,
  formatSort,
  parseFilter,
  parseSort,
  type TableFilter,
  type TableSort,
} from '@/lib/table-query';

import type { ColumnFilter } from './types';

export type FilterField = { id: string; header: string; group?: string; filter: ColumnFilter };

type Options = {
  prefix?: string;
  sortable: string[];
  fields: FilterField[];
  defaultSort?: string;
  /** The server reads only the columns that are shown, so it is asked when they change. */
  columnsAsked?: boolean;
};

const CORE = ['q', 'sort', 'page', 'size', 'cursor', 'cols'];
const TO_THE_TOP = { page: null, cursor: null };

/** The address owns the state; a change asks the server for the page again, and `pending` says that it is on its way. */
export function useTableState({ prefix, sortable, fields, defaultSort, columnsAsked = false }: Options) {
  const [pending, startTransition] = useTransition();
  const lead = prefix ? `${prefix}.` : '';
  const names = [...CORE, ...fields.map((field) => `f.${field.id}`)].join(' ');
  const keys = useMemo(
    () => Object.fromEntries(names.split(' ').map((name) => [lead + name, parseAsString])),
    [lead, names],
  );
  const [state, setState] = useQueryStates(keys, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });

  const read = (name: string): string | null => state[lead + name] ?? null;
  const write = (values: Record<string, string | null>, options?: Parameters<typeof setState>[1]): void => {
    void setState(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [lead + name, value])),
      options,
    );
  };

  const filters = fields.flatMap((field): TableFilter[] => {
    const raw = read(`f.${field.id}`);
    const filter = raw === null ? null : parseFilter(field.id, field.filter.type, raw);
    return filter ? [filter] : [];
  });
  const q = read('q') ?? '';
  const cleared = Object.fromEntries(fields.map((field) => [`f.${field.id}`, null]));

  return {
    pending,
    q,
    sort: parseSort(read('sort') ?? defaultSort, sortable),
    filters,
    /** Columns shown beside the first; null while they are as the table starts. */
    shown: read('cols')?.split(',').filter(Boolean) ?? null,
    narrowed: q !== '' || filters.length > 0,
    setSearch: (text: string) =>
      write(
        { q: text.trim() || null, ...TO_THE_TOP },
        { history: 'replace', limitUrlUpdates: debounce(text ? 250 : 0) },
      ),
    setSort: (sort: TableSort | null) => write({ sort: sort ? formatSort(sort) : null, ...TO_THE_TOP }),
    setFilter: (filter: TableFilter) => write({ [`f.${filter.field}`]: formatFilter(filter), ...TO_THE_TOP }),
    removeFilter: (field: string) => write({ [`f.${field}`]: null, ...TO_THE_TOP }),
    clear: () => write({ q: null, ...cleared, ...TO_THE_TOP }),
    setShown: (ids: string[] | null) =>
      write({ cols: ids ? ids.join(',') || 'none' : null }, { history: 'replace', shallow: !columnsAsked }),
    goTo: (page: number, cursor: string | null) => write({ page: page > 1 ? String(page) : null, cursor }),
    setSize: (size: number) => write({ size: String(size), ...TO_THE_TOP }),
    /** What a CSV route needs to know. */
    csvQuery: (): string => {
      const params = new URLSearchParams();
      for (const name of names.split(' ')) {
        const value = read(name);
        if (value !== null && !['page', 'size', 'cursor', 'cols'].includes(name)) params.set(name, value);
      }
      return params.toString();
    },
  };
}

export type TableState = ReturnType<typeof useTableState>;
