'use client';

import { Download } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';

import { buttonStyles } from '../button-styles';
import { cn } from '../cn';
import { inputStyles } from '../input';
import { useTypedBefore } from '../use-typed-before';
import { ColumnPicker } from './column-picker';
import { FilterBar } from './filter-bar';
import type { DataColumn } from './types';
import type { TableInstance } from './use-table';
import type { FilterField, TableState } from './use-table-state';

type ToolbarProps<Row extends object> = {
  label: string;
  table: TableInstance<Row>;
  columns: Map<string, DataColumn<Row>>;
  state: TableState;
  fields: FilterField[];
  title?: ReactNode;
  tools?: ReactNode;
  searchPlaceholder: string | null;
  csvHref?: string;
};

export function Toolbar<Row extends object>(props: ToolbarProps<Row>) {
  const { table, state, csvHref } = props;
  const query = state.csvQuery();
  return (
    <div
      className={cn(
        'flex flex-wrap items-center gap-2 border-b py-2.5 pr-3 pl-4',
        props.title === undefined ? 'print:hidden' : 'print:[&>:not(:first-child)]:hidden',
      )}
    >
      {props.title !== undefined && <div className="mr-1 font-semibold">{props.title}</div>}
      {props.searchPlaceholder !== null && (
        <SearchBox
          label={`Search ${props.label.toLowerCase()}`}
          placeholder={props.searchPlaceholder}
          state={state}
        />
      )}
      <FilterBar fields={props.fields} state={state} />
      <div className="ml-auto flex flex-wrap items-center gap-1">
        {props.tools}
        <ColumnPicker table={table} columns={props.columns} state={state} />
        {csvHref && (
          <a
            href={query ? `${csvHref}${csvHref.includes('?') ? '&' : '?'}${query}` : csvHref}
            download
            className={cn(buttonStyles({ variant: 'quiet', size: 'sm' }))}
          >
            <Download aria-hidden />
            CSV
          </a>
        )}
      </div>
    </div>
  );
}

function SearchBox({ label, placeholder, state }: { label: string; placeholder: string; state: TableState }) {
  const [text, setText] = useState(state.q);
  const [focused, setFocused] = useState(false);
  const box = useTypedBefore<HTMLInputElement>();
  useEffect(() => {
    if (!focused && document.activeElement !== box.current) setText(state.q);
  }, [state.q, focused, box]);
  return (
    <input
      ref={box}
      type="search"
      data-table-search=""
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onChange={(event) => {
        setText(event.target.value);
        state.setSearch(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
      className={cn(inputStyles, 'h-8 w-[220px] text-md max-sm:w-full')}
    />
  );
}
