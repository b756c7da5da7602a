'use client';

import { ChevronDown } from 'lucide-react';

import { formatNumber, plural } from '@/lib/format';

import { Button } from '../button';
import { cn } from '../cn';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../dropdown-menu';
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
  const run = (action: BulkAction): void => action.onSelect(ids, onClear, chosen);
  return (
    <div
      role="toolbar"
      aria-label="Chosen rows"
      className="flex min-h-[53px] flex-wrap items-center gap-2 border-b bg-accent-soft py-2.5 pr-3 pl-4"
    >
      <span aria-live="polite" className="mr-2 font-medium text-accent-text">
        {all && chooseAll
          ? `${chooseAll.label.charAt(0).toUpperCase()}${chooseAll.label.slice(1)} chosen`
          : plural(ids.length, 'row chosen', 'rows chosen', locale)}
      </span>
      {actions.map((action, n) => (
        <Button
          key={n}
          size="sm"
          variant={action.tone === 'danger' ? 'danger' : 'default'}
          hotkey={action.hotkey}
          className={cn('max-lg:order-2', n >= inLineWhenNarrow && 'max-sm:hidden')}
          onClick={() => run(action)}
        >
          {action.label(count, whom)}
        </Button>
      ))}
      {actions.length > inLineWhenNarrow && (
        <MoreActions
          labels={actions
            .slice(inLineWhenNarrow)
            .map((action) => ({ action, words: action.label(count, whom) }))}
          onRun={run}
        />
      )}
      {chooseAll && !all && ids.length < chooseAll.count && (
        <Button size="sm" variant="quiet" hotkey="a" onClick={onChooseAll}>
          Choose {chooseAll.label}
        </Button>
      )}
      <Button size="sm" variant="quiet" className="ml-auto" onClick={onClear}>
        Clear
      </Button>
      {/* Whom it is for on a line of its own, where there is no room for both. */}
      <span aria-hidden className="order-1 w-full lg:hidden" />
    </div>
  );
}

/** On a narrow screen so many actions have their button; the others stand behind More. */
const inLineWhenNarrow = 2;

function MoreActions({
  labels,
  onRun,
}: {
  labels: { action: BulkAction; words: string }[];
  onRun: (action: BulkAction) => void;
}) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" className="order-2 sm:hidden">
          More <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {labels.map(({ action, words }) => (
          <DropdownMenuItem key={words} tone={action.tone} onSelect={() => onRun(action)}>
            {words}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
