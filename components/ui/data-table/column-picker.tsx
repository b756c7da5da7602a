'use client';

import { Columns3 } from 'lucide-react';
import { Fragment } from 'react';

import { Button } from '../button';
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../dropdown-menu';
import type { DataColumn } from './types';
import type { TableInstance } from './use-table';
import type { TableState } from './use-table-state';

type ColumnPickerProps<Row extends object> = {
  table: TableInstance<Row>;
  columns: Map<string, DataColumn<Row>>;
  state: TableState;
};

/** Which columns stand in the table; more than one group of them is headed. */
export function ColumnPicker<Row extends object>({ table, columns, state }: ColumnPickerProps<Row>) {
  const choices = table.getAllLeafColumns().filter((column) => column.getCanHide());
  if (choices.length < 3) return null;
  const groups = [...new Set(choices.map((column) => columns.get(column.id)?.group))];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="quiet" size="sm" className="max-sm:hidden">
          <Columns3 aria-hidden />
          Columns
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="max-w-80">
        {state.shown && (
          <>
            <DropdownMenuItem onSelect={() => state.setShown(null)}>As they were</DropdownMenuItem>
            <DropdownMenuSeparator />
          </>
        )}
        {groups.map((group) => (
          <Fragment key={group ?? ''}>
            {group !== undefined && <DropdownMenuLabel>{group}</DropdownMenuLabel>}
            {choices
              .filter((column) => columns.get(column.id)?.group === group)
              .map((column) => (
                <DropdownMenuCheckboxItem
                  key={column.id}
                  checked={column.getIsVisible()}
                  onCheckedChange={(checked) => column.toggleVisibility(checked)}
                >
                  <span className="min-w-0 flex-1">
                    {String(column.columnDef.header)}
                    {columns.get(column.id)?.note && (
                      <span className="block text-sm text-ink-3">{columns.get(column.id)?.note}</span>
                    )}
                  </span>
                </DropdownMenuCheckboxItem>
              ))}
          </Fragment>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
