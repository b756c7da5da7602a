'use client';

import { ChevronLeft, Plus } from 'lucide-react';
import { Fragment, useState } from 'react';

import { Button } from '../button';
import { Input } from '../input';
import { Popover, PopoverContent, PopoverTrigger } from '../popover';
import { FilterEditor } from './filter-editor';
import type { FilterField, TableState } from './use-table-state';

/** So many fields are read at a glance; more are found by a part of their name. */
const fewFields = 12;

/** What to filter by, then how. */
export function FilterPicker({ fields, state }: { fields: FilterField[]; state: TableState }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<FilterField>();
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setChosen(undefined);
      }}
    >
      <PopoverTrigger asChild>
        <Button variant="quiet" size="sm">
          <Plus aria-hidden />
          Filter
        </Button>
      </PopoverTrigger>
      <PopoverContent label="Add a filter" className={chosen ? undefined : 'w-64 p-1'}>
        {chosen ? (
          <>
            <button
              type="button"
              className="mb-2 -ml-1 inline-flex items-center gap-1 rounded-[5px] px-1 text-sm text-ink-3 hover:text-ink"
              onClick={() => setChosen(undefined)}
            >
              <ChevronLeft aria-hidden className="size-3.5" /> All fields
            </button>
            <FilterEditor
              key={chosen.id}
              field={chosen}
              filter={state.filters.find((one) => one.field === chosen.id)}
              onApply={(filter) => {
                setOpen(false);
                state.setFilter(filter);
              }}
            />
          </>
        ) : (
          <FieldList fields={fields} onChoose={setChosen} />
        )}
      </PopoverContent>
    </Popover>
  );
}

function FieldList({ fields, onChoose }: { fields: FilterField[]; onChoose: (field: FilterField) => void }) {
  const [typed, setTyped] = useState('');
  const many = fields.length > fewFields;
  const found = fields.filter(({ header }) => header.toLowerCase().includes(typed.trim().toLowerCase()));
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <>
      {many && (
        <form
          className="p-1 pb-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (found[0]) onChoose(found[0]);
          }}
        >
          <Input
            type="search"
            aria-label="Find a field"
            placeholder="Type a part of its name"
            autoFocus
            className="h-8"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </form>
      )}
      <ul aria-label="Filter by" className="max-h-80 overflow-y-auto">
        {groups.map((group) => (
          <Fragment key={group ?? ''}>
            {many && group !== undefined && (
              <li className="px-2.5 pt-2 pb-0.5 text-xs font-medium text-ink-3">{group}</li>
            )}
            {found
              .filter((field) => field.group === group)
              .map((field) => (
                <li key={field.id}>
                  <button
                    type="button"
                    className="w-full rounded-[5px] px-2.5 py-[7px] text-left hover:bg-sunken focus-visible:bg-sunken focus-visible:outline-offset-[-2px]"
                    onClick={() => onChoose(field)}
                  >
                    {field.header}
                  </button>
                </li>
              ))}
          </Fragment>
        ))}
      </ul>
      {found.length === 0 && <p className="px-2.5 py-2 text-ink-3">No field is called that.</p>}
    </>
  );
}
