'use client';

import { X } from 'lucide-react';
import { useState } from 'react';

import type { TableFilter } from '@/lib/table-query';

import { Popover, PopoverContent, PopoverTrigger } from '../popover';
import { useViewer } from '../viewer';
import { FilterEditor } from './filter-editor';
import { FilterPicker } from './filter-picker';
import { filterWords } from './filter-words';
import type { FilterField, TableState } from './use-table-state';

export function FilterBar({ fields, state }: { fields: FilterField[]; state: TableState }) {
  if (fields.length === 0) return null;
  return (
    <>
      {state.filters.map((filter) => {
        const field = fields.find((one) => one.id === filter.field);
        return field && <FilterPill key={filter.field} field={field} filter={filter} state={state} />;
      })}
      <FilterPicker fields={fields} state={state} />
    </>
  );
}

function FilterPill({
  field,
  filter,
  state,
}: {
  field: FilterField;
  filter: TableFilter;
  state: TableState;
}) {
  const [open, setOpen] = useState(false);
  const words = filterWords(field, filter, useViewer().locale);
  return (
    <span className="inline-flex h-8 max-w-72 min-w-0 items-center rounded-sm border border-line-strong bg-surface text-md">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <button type="button" className="h-full min-w-0 cut rounded-sm pl-2.5">
            {words}
          </button>
        </PopoverTrigger>
        <PopoverContent label={`Change filter ${words}`}>
          <FilterEditor
            field={field}
            filter={filter}
            onApply={(next) => {
              setOpen(false);
              state.setFilter(next);
            }}
          />
        </PopoverContent>
      </Popover>
      <button
        type="button"
        aria-label={`Remove filter ${words}`}
        className="grid h-full w-7 shrink-0 place-items-center rounded-sm text-ink-3 hover:text-ink"
        onClick={() => state.removeFilter(filter.field)}
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}
