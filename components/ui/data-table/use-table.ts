'use client';

import {
  type ColumnDef,
  columnVisibilityFeature,
  functionalUpdate,
  rowSelectionFeature,
  type RowSelectionState,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';

import type { DataColumn } from './types';
import type { TableState } from './use-table-state';

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, rowSortingFeature });

type Options<Row> = {
  columns: DataColumn<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  state: TableState;
};

export function useDataTable<Row extends object>({ columns, rows, rowId, state }: Options<Row>) {
  // A new search or filter drops the choice, so that nothing out of sight is acted upon; a new page keeps it.
  const asked = state.csvQuery();
  const [chosen, setChosen] = useState<{ asked: string; rows: RowSelectionState; all: boolean }>({
    asked,
    rows: {},
    all: false,
  });
  const all = chosen.asked === asked && chosen.all;
  const shown: RowSelectionState = all
    ? Object.fromEntries(rows.map((row) => [rowId(row), true as const]))
    : chosen.rows;
  const rowSelection: RowSelectionState = chosen.asked === asked ? shown : {};
  const defs = useMemo(
    () =>
      columns.map((column, index): ColumnDef<typeof features, Row> => ({
        id: column.id,
        header: column.header,
        accessorFn: (row) => column.cell(row),
        enableSorting: column.sortable ?? false,
        enableHiding: index > 0,
        sortDescFirst: column.kind === 'number' || column.kind === 'date',
      })),
    [columns],
  );
  const shownNow = state.shown?.join();
  const hidden = useMemo(() => {
    const shown = shownNow?.split(',');
    return new Set(
      columns
        .filter((column, index) => index > 0 && (shown ? !shown.includes(column.id) : column.hidden))
        .map((column) => column.id),
    );
  }, [columns, shownNow]);
  const visibility = Object.fromEntries([...hidden].map((id) => [id, false]));
  const sorting = state.sort ? [{ id: state.sort.field, desc: state.sort.direction === 'desc' }] : [];

  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: {
      sorting,
      rowSelection,
      columnVisibility: visibility,
    },
    onRowSelectionChange: (updater) =>
      setChosen({ asked, rows: functionalUpdate(updater, rowSelection), all: false }),
    onSortingChange: (updater) => {
      const next = functionalUpdate(updater, sorting)[0];
      state.setSort(next ? { field: next.id, direction: next.desc ? 'desc' : 'asc' } : null);
    },
    onColumnVisibilityChange: (updater) => {
      const next = functionalUpdate(updater, visibility);
      state.setShown(
        columns
          .slice(1)
          .map((column) => column.id)
          .filter((id) => next[id] !== false),
      );
    },
  });

  return {
    table,
    hidden,
    selectedIds: Object.keys(rowSelection).filter((id) => rowSelection[id]),
    allChosen: all,
    asked,
    choose: (rowIds: string[], chosenNow: boolean) =>
      table.setRowSelection((before) => {
        const kept = Object.keys(before).filter((id) => !rowIds.includes(id));
        const ids = chosenNow ? [...kept, ...rowIds] : kept;
        return Object.fromEntries(ids.map((id) => [id, true as const]));
      }),
    chooseAll: () => setChosen({ asked, rows: rowSelection, all: true }),
    clearSelection: () => setChosen({ asked, rows: {}, all: false }),
  };
}

export type TableInstance<Row extends object> = ReturnType<typeof useDataTable<Row>>['table'];
