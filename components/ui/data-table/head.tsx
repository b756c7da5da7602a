'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';

import { type DefinitionName, definitionText } from '@/lib/definitions';

import { Checkbox } from '../checkbox';
import { cn } from '../cn';
import { Defined } from '../count';
import type { DataColumn } from './types';
import type { TableInstance } from './use-table';

type HeadProps<Row extends object> = {
  table: TableInstance<Row>;
  columns: Map<string, DataColumn<Row>>;
  selectable: boolean;
  hasActions: boolean;
};

export function Head<Row extends object>({ table, columns, selectable, hasActions }: HeadProps<Row>) {
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const all = table.getIsAllRowsSelected();
  return (
    <thead role="rowgroup">
      <tr role="row">
        {selectable && (
          <th role="columnheader" scope="col" className="dt-check">
            <Checkbox
              aria-label="Choose all rows of this page"
              checked={all}
              indeterminate={!all && table.getIsSomeRowsSelected()}
              onCheckedChange={(checked) => table.toggleAllRowsSelected(checked)}
            />
          </th>
        )}
        {headers.map((header) => {
          const column = columns.get(header.column.id);
          const sorted = header.column.getIsSorted();
          const canSort = header.column.getCanSort();
          const Icon = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown;
          return (
            <th
              key={header.id}
              role="columnheader"
              scope="col"
              aria-sort={
                canSort
                  ? sorted === 'asc'
                    ? 'ascending'
                    : sorted === 'desc'
                      ? 'descending'
                      : 'none'
                  : undefined
              }
              data-gives={column?.gives}
              className={cn(column?.kind === 'number' && 'dt-number')}
            >
              {canSort ? (
                <button
                  type="button"
                  data-tip={column?.definition && definitionText(column.definition)}
                  onClick={() => header.column.toggleSorting()}
                  className={cn(
                    'group/sort inline-flex items-center gap-1 hover:text-ink',
                    sorted && 'text-ink',
                    column?.kind === 'number' && 'flex-row-reverse',
                  )}
                >
                  {column?.header}
                  <Icon
                    aria-hidden
                    className={cn(
                      'size-3',
                      !sorted &&
                        'opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100',
                    )}
                  />
                </button>
              ) : (
                <HeadName column={column} />
              )}
            </th>
          );
        })}
        {hasActions && (
          <th role="columnheader" scope="col" className="dt-actions">
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function HeadName({ column }: { column: { header: string; definition?: DefinitionName } | undefined }) {
  if (column?.definition) return <Defined by={column.definition}>{column.header}</Defined>;
  return <span className="inline-flex">{column?.header}</span>;
}
