'use client';

import { useMemo, useRef, useState } from 'react';

import type { FilterDefinition } from '@/lib/filters/schemas';

import type { BuilderContext, FocusWish } from './builder-context';
import { FilterTree } from './filter-tree';

type FilterBuilderProps = Pick<
  BuilderContext,
  'catalogue' | 'problems' | 'sizes' | 'sizesAccuracy' | 'count' | 'foot'
> & {
  value: FilterDefinition;
  onChange: (filter: FilterDefinition) => void;
};

/** Groups of conditions, nested, by mouse, by touch and by keyboard. */
export function FilterBuilder({ value, onChange, catalogue, ...told }: FilterBuilderProps) {
  const wished = useRef<{ id: string; part: 'field' | 'handle' } | null>(null);
  const [said, setSaid] = useState('');
  const focus = useMemo<FocusWish>(
    () => ({
      wish: (id, part) => {
        wished.current = id === undefined ? null : { id, part };
      },
      take: (id, part) => {
        const mine = wished.current?.id === id && wished.current?.part === part;
        if (mine && part === 'handle') wished.current = null;
        return mine;
      },
      announce: (words) => setSaid((before) => (before === words ? `${words}\u00a0` : words)),
    }),
    [],
  );
  return (
    <>
      <FilterTree
        {...told}
        label="Filter"
        catalogue={catalogue}
        fields={catalogue.fields}
        prefix={top}
        within=""
        focus={focus}
        Tree={FilterTree}
        value={value.root}
        onChange={(root) => onChange({ version: 1, root })}
      />
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}

const top: number[] = [];
