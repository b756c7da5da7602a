'use client';

import type { FilterField, FilterGroup } from '@/lib/filters/schemas';

import { Button } from '../ui/button';
import type { BuilderContext } from './builder-context';

type InnerConditionsProps = BuilderContext & {
  field: FilterField;
  path: number[];
  place: string;
  value: FilterGroup | undefined;
  onChange: (where: FilterGroup | undefined) => void;
};

/** What each order or cart that counts must be: a small filter of its own inside the condition. */
export function InnerConditions({ field, path, place, value, onChange, ...context }: InnerConditionsProps) {
  const { Tree } = context;
  const one = field.type === 'carts' ? 'cart' : 'order';
  if (!value) {
    return (
      <Button
        size="sm"
        variant="quiet"
        className="mt-1 -ml-2"
        aria-label={`Only some ${one}s in condition ${place}`}
        onClick={() =>
          onChange({
            kind: 'group',
            combinator: 'all',
            rules: [{ kind: 'condition', field: '', operator: '' }],
          })
        }
      >
        Only {one}s that …
      </Button>
    );
  }
  return (
    <div className="mt-1.5 rounded-md border bg-surface p-2.5">
      <p className="pb-1 text-sm text-ink-2">Only {one}s that fit</p>
      <Tree
        {...context}
        label={`What each ${one} of condition ${place} must be`}
        fields={field.inner ?? []}
        prefix={path}
        within={`${place}, ${one} `}
        count={undefined}
        foot={undefined}
        value={value}
        onChange={(where) => onChange(where.rules.length === 0 ? undefined : where)}
      />
    </div>
  );
}
