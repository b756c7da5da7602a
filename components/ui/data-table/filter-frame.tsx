'use client';

import type { ReactNode } from 'react';

import type { TableFilter } from '@/lib/table-query';

import { Button } from '../button';
import type { FilterField } from './use-table-state';

export type EditorProps = {
  field: FilterField;
  filter?: TableFilter;
  onApply: (filter: TableFilter) => void;
};

type FilterFrameProps = { field: FilterField; ready: boolean; onSubmit: () => void; children: ReactNode };

export function FilterFrame({ field, ready, onSubmit, children }: FilterFrameProps) {
  return (
    <form
      aria-label={`Filter by ${field.header}`}
      className="grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (ready) onSubmit();
      }}
    >
      <p className="font-medium">{field.header}</p>
      {children}
      <Button
        type="submit"
        size="sm"
        variant="primary"
        why={ready ? null : 'Choose a value first.'}
        className="justify-self-end"
      >
        Apply
      </Button>
    </form>
  );
}
