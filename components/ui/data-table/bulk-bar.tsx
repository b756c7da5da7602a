'use client';

import { formatNumber, plural } from '@/lib/format';

import { Button } from '../button';
import { useViewer } from '../viewer';
import type { BulkAction, Chosen } from './types';

type BulkBarProps = {
  ids: string[];
  /** Everything that matches is chosen, not only these. */
  all: boolean;
  /** The grid's search and filters. */
  query: string;
  chooseAll?: { count: number; label: string };
  actions: BulkAction[];
  onChooseAll: () => void;
  onClear: () => void;
};

/** Stands in the place of the toolbar while rows are chosen. */
export function BulkBar({ ids, all, query, chooseAll, actions, onChooseAll, onClear }: BulkBarProps) {
  const { locale } = useViewer();
  const count = all && chooseAll ? chooseAll.count : ids.length;
  const whom = all && chooseAll ? chooseAll.label : `these ${formatNumber(ids.length, locale)}`;
  const chosen: Chosen = all ? { kind: 'matching', query } : { kind: 'ids', ids };
  return (
    <div role="toolbar" aria-label="Chosen rows" className="flex min-h-[53px] flex-wrap items-center gap-2 border-b bg-accent-soft py-2.5 pr-3 pl-4">
      <span aria-live="polite" className="mr-2 font-medium text-accent-text">
        {all && chooseAll ? `${chooseAll.label} chosen` : plural(ids.length, 'row chosen', 'rows chosen', locale)}
      </span>
      {actions.map((action, n) => (
        <Button
          key={n}
          size="sm"
          variant={action.tone === 'danger' ? 'danger' : 'default'}
          hotkey={action.hotkey}
          onClick={() => action.onSelect(ids, onClear, chosen)}
        >
          {action.label(count, whom)}
        </Button>
      ))}
      {chooseAll && !all && ids.length < chooseAll.count && (
        <Button size="sm" variant="quiet" hotkey="a" onClick={onChooseAll}>
          Choose {chooseAll.label}
        </Button>
      )}
      <Button size="sm" variant="quiet" className="ml-auto" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
