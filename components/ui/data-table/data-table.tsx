'use client';

import { type CSSProperties, useMemo, useRef } from 'react';

import { Button } from '../button';
import { Card } from '../card';
import { cn } from '../cn';
import { EmptyState } from '../empty-state';
import { BulkBar } from './bulk-bar';
import { cardPlaces } from './card-places';
import { Head } from './head';
import { Pager } from './pager';
import { DataRow } from './row';
import { RowMenu } from './row-menu';
import { Toolbar } from './toolbar';
import { Totals } from './totals';
import type { DataTableProps, RowAction } from './types';
import { useFit } from './use-fit';
import { useRowEvents } from './use-row-events';
import { useRowKeys } from './use-row-keys';
import { useFirstRows } from './use-first-rows';
import { useDataTable } from './use-table';
import { type FilterField, useTableState } from './use-table-state';

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, page, bulkActions, rowActions } = props;
  const fields = useMemo(
    () => [
      ...columns.flatMap(({ id, header, group, filter }): FilterField[] =>
        filter ? [{ id, header, group, filter }] : [],
      ),
      ...(props.extraFilters ?? []),
    ],
    [columns, props.extraFilters],
  );
  const state = useTableState({
    prefix: props.prefix,
    sortable: columns.filter((column) => column.sortable).map((column) => column.id),
    fields,
    defaultSort: props.defaultSort,
    columnsAsked: props.columnsAsked,
  });
  const { table, hidden, selectedIds, allChosen, asked, choose, chooseAll, clearSelection } = useDataTable({
    columns,
    rows,
    rowId: props.rowId,
    state,
  });
  const root = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useFit(scroller);
  useRowKeys(root);

  const shown = state.shown?.join();
  const { byId, visible, places } = useMemo(() => {
    // What the person chose by Columns stays, however narrow the place.
    const all =
      shown === undefined
        ? columns
        : columns.map(({ gives: _, card, ...column }) => ({
            ...column,
            card: card === 'none' ? undefined : card,
          }));
    const seen = all.filter(({ id }) => !hidden.has(id));
    return {
      byId: new Map(all.map((column) => [column.id, column])),
      visible: seen,
      places: cardPlaces(seen),
    };
  }, [columns, shown, hidden]);
  const selectable = Boolean(bulkActions?.length);
  const showBar =
    props.searchPlaceholder !== null ||
    fields.length > 0 ||
    props.csvHref ||
    props.title !== undefined ||
    props.tools !== undefined;
  const labelOf = (row: Row): string => {
    if (props.rowLabel) return props.rowLabel(row);
    const first = columns[0]?.cell(row);
    return typeof first === 'string' ? first : props.rowId(row);
  };

  const shownRows = table.getRowModel().rows;
  const { first, rest } = useFirstRows(shownRows);
  const actionsOf = (id: string): RowAction[] => {
    const row = shownRows.find((one) => one.id === id);
    return (row && rowActions?.(row.original)) ?? [];
  };
  const { menu, closeMenu, onChoose, handlers } = useRowEvents({
    ids: shownRows.map(({ id }) => id),
    actionsOf,
    isChosen: (id) => selectedIds.includes(id),
    choose: selectable ? choose : undefined,
  });

  return (
    <Card
      ref={root}
      data-table=""
      aria-label={props.label}
      className={cn(props.bare && 'rounded-none border-0')}
    >
      {selectable && selectedIds.length > 0 && bulkActions ? (
        <BulkBar
          ids={selectedIds}
          all={allChosen}
          query={asked}
          chooseAll={props.chooseAll}
          actions={bulkActions}
          onChooseAll={chooseAll}
          onClear={clearSelection}
        />
      ) : (
        showBar && (
          <Toolbar
            label={props.label}
            table={table}
            columns={byId}
            state={state}
            fields={fields}
            title={props.title}
            tools={props.tools}
            searchPlaceholder={props.searchPlaceholder === undefined ? 'Search' : props.searchPlaceholder}
            csvHref={props.csvHref}
          />
        )
      )}
      <div ref={scroller} className="dt-scroll">
        <table
          role="table"
          aria-label={props.label}
          aria-busy={state.pending || undefined}
          data-cards={visible.length > 3 || undefined}
          data-dense={props.dense || undefined}
          data-two-line={visible.some((column) => column.secondary) || undefined}
          className={cn('dt transition-opacity duration-100', state.pending && 'opacity-55 delay-150')}
        >
          <Head table={table} columns={byId} selectable={selectable} hasActions={Boolean(rowActions)} />
          <tbody role="rowgroup" {...handlers}>
            {first.map((row) => (
              <DataRow
                key={row.id}
                id={row.id}
                row={row.original}
                columns={visible}
                places={places}
                label={labelOf(row.original)}
                href={props.rowHref?.(row.original)}
                hasActions={Boolean(rowActions)}
                menu={
                  rowActions && rowActions(row.original).length > 0
                    ? menu?.rowId === row.id
                      ? 'open'
                      : 'closed'
                    : undefined
                }
                chosen={selectable ? row.getIsSelected() : undefined}
                onChoose={onChoose}
              />
            ))}
          </tbody>
          <Totals columns={visible} before={selectable} after={Boolean(rowActions)} />
        </table>
        {rest > 0 && <div aria-hidden className="dt-rest" style={{ '--rest': rest } as CSSProperties} />}
      </div>
      {rowActions && <RowMenu open={menu} actions={menu ? actionsOf(menu.rowId) : []} onClose={closeMenu} />}
      {props.error}
      {!props.error &&
        rows.length === 0 &&
        (state.narrowed ? (
          <EmptyState
            title="Nothing matches"
            action={<Button onClick={state.clear}>Clear search and filters</Button>}
          >
            No row has all of what the search and the filters ask for.
          </EmptyState>
        ) : (
          (props.empty ?? <EmptyState title="Nothing here yet" />)
        ))}
      {rows.length > 0 && <Pager page={page} shown={rows.length} state={state} foot={props.foot} />}
    </Card>
  );
}
