'use client';

import type { ReactNode } from 'react';

import { useViewer } from '@/components/ui/viewer';
import { formatNumber, listSome } from '@/lib/format';
import type { BulkDeleteInput, BulkDeletePreview, BulkOutcome } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { type BulkChoice, useDeletePreview } from './bulk-choice';
import { BulkDialog } from './bulk-dialog';

type BulkDeleteDialogProps = {
  chosen: BulkChoice;
  action: (input: BulkDeleteInput) => Promise<Result<BulkOutcome>>;
  onDone: (outcome: BulkOutcome, words: string) => void;
  onClose: () => void;
};

export function BulkDeleteDialog({ chosen, action, onDone, onClose }: BulkDeleteDialogProps) {
  const preview = useDeletePreview(chosen);
  return (
    <BulkDialog
      entity={chosen.entity}
      preview={preview}
      verb="Delete"
      doing="Deleting"
      tone="danger-solid"
      missing={null}
      run={(expected) => action({ ...chosen, expected })}
      onDone={(outcome) => onDone(outcome, 'deleted')}
      onClose={onClose}
    >
      <Consequences preview={preview.data} />
    </BulkDialog>
  );
}

function Consequences({ preview }: { preview: BulkDeletePreview | undefined }) {
  const { locale } = useViewer();
  const number = (value: number): string => formatNumber(value, locale);
  const named = (groups: BulkDeletePreview['lists']): string =>
    listSome(
      groups.map(({ name, count }) => `${name} ${number(count)}`),
      3,
    );
  return (
    <div className="grid gap-3" aria-busy={preview === undefined}>
      <p>They go from every grid and every marketing list.</p>
      {/* As high before the answer as after it. */}
      <dl className="grid min-h-[104px] content-start gap-2 rounded-md bg-sunken px-3.5 py-3">
        {preview === undefined ? (
          <dd className="text-ink-3">Counting what goes with them…</dd>
        ) : (
          <>
            <Line label="On marketing lists" count={number(preview.inLists)}>
              {preview.lists.length > 0 && named(preview.lists)}
            </Line>
            <Line label="In address books" count={number(preview.inBooks)}>
              {preview.books.length > 0 && `${named(preview.books)}; the next wave takes them out`}
            </Line>
            <Line label="With orders" count={number(preview.withOrders)}>
              {preview.withOrders > 0 && 'they stay with the record and come back with it'}
            </Line>
          </>
        )}
      </dl>
      <p className="text-ink-2">
        Campaign results, consents and the history of what was sent stay. Nobody is unsubscribed by this. You
        can undo it right after.
      </p>
    </div>
  );
}

function Line({ label, count, children }: { label: string; count: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[150px_minmax(0,1fr)] items-baseline gap-2">
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0">
        <span className="figures font-medium">{count}</span>
        {children && <span className="text-sm text-ink-2"> · {children}</span>}
      </dd>
    </div>
  );
}
