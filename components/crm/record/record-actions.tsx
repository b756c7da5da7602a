'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { AuditItem } from '@/components/audit/audit-link';
import { PrivacyItem } from '@/components/privacy/privacy-item';
import { LinkButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLink,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu';
import { MoreTrigger } from '@/components/ui/more-trigger';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import { plural } from '@/lib/format';
import { type BulkUndo, entityLabels, type RecordView } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { useRecordEditing } from './record-editing';
import type { UndoAction } from '../bulk/bulk-choice';
import { takeBack } from '../bulk/take-back';
import { entityNouns } from '../words';

/** What a deletion takes along. */
export type GoesAlong = { lists: number; books: number; orders: number; carts: number };

type RecordActionsProps = {
  record: RecordView;
  goes: GoesAlong;
  deleteAction: (input: { id: string }) => Promise<Result<{ undo: BulkUndo | null }>>;
  undoAction: UndoAction;
};

export function RecordActions({ record, goes, deleteAction, undoAction }: RecordActionsProps) {
  const router = useRouter();
  const { locale } = useViewer();
  const { mayChange } = useRecordEditing();
  const [deleting, setDeleting] = useState(false);
  const path = entityLabels[record.entity].path;
  const noun = entityNouns[record.entity].one;
  const restore = async (undo: BulkUndo): Promise<void> => {
    const back = await takeBack(undoAction, undo, {
      locale,
      done: () => `${record.name} is back`,
      failed: `${record.name} was not brought back`,
    });
    if (!back) return;
    router.push(`${path}/${record.id}`);
    router.refresh();
  };
  if (!mayChange) return null;
  return (
    <>
      <DropdownMenu>
        <MoreTrigger />
        <DropdownMenuContent>
          <DropdownMenuLink href={`${path}/${record.id}/merge`}>Merge with another {noun}</DropdownMenuLink>
          <AuditItem subject="record" id={record.id} />
          <PrivacyItem recordId={record.id} />
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setDeleting(true)}>
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <LinkButton variant="primary" href={`${path}/${record.id}/edit`} hotkey="e">
        Edit
      </LinkButton>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${record.name}`}
        goes={
          <>
            <span>
              This {noun} goes from every grid, {consequence(goes)}.
            </span>
            {goes.books > 0 && (
              <span className="mt-2 block">
                At the next wave it is taken out of {plural(goes.books, 'address book')}, where Dotbridge put
                it there.
              </span>
            )}
          </>
        }
        stays="Campaign results and the history of what was sent stay. Nobody is unsubscribed by this, and it can be taken back right afterwards."
        confirm={`Delete this ${noun}`}
        onConfirm={async () => {
          const result = await deleteAction({ id: record.id });
          if (!result.ok) return result;
          const { undo } = result.data;
          toast.good(
            `${record.name} deleted`,
            undo ? { action: { label: 'Undo', onSelect: () => void restore(undo) } } : {},
          );
          router.push(path);
          return result;
        }}
      />
    </>
  );
}

function consequence({ lists, orders, carts }: GoesAlong): string {
  const bought = [orders > 0 ? plural(orders, 'order') : '', carts > 0 ? plural(carts, 'cart') : '']
    .filter(Boolean)
    .join(' and ');
  const left = lists === 0 ? 'and it is on no list' : `and leaves ${plural(lists, 'list')}`;
  return bought ? `${left}; its ${bought} no longer count in any list` : left;
}
