'use client';

import { plural } from '@/lib/format';

import { Button } from '../button';
import { useViewer } from '../viewer';
import type { BulkAction } from './types';

type BulkBarProps = { ids: string[]; actions: BulkAction[]; onClear: () => void };

/** Stands in the place of the toolbar while rows are chosen. */
export function BulkBar({ ids, actions, onClear }: BulkBarProps) {
  const { locale } = useViewer();
  return (
    <div role="toolbar" aria-label="Chosen rows" className="flex min-h-[53px] flex-wrap items-center gap-2 border-b bg-accent-soft py-2.5 pr-3 pl-4">
      <span aria-live="polite" className="mr-2 font-medium text-accent-text">
        {plural(ids.length, 'row chosen', 'rows chosen', locale)}
      </span>
      {actions.map((action) => (
        <Button
          key={action.label(ids.length)}
          size="sm"
          variant={action.tone === 'danger' ? 'danger' : 'default'}
          onClick={() => action.onSelect(ids, onClear)}
        >
          {action.label(ids.length)}
        </Button>
      ))}
      <Button size="sm" variant="quiet" className="ml-auto" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
