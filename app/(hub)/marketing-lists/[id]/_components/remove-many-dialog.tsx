'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toaster';
import { undoBy } from '@/components/ui/undo-by';
import { agree, formatNumber } from '@/lib/format';
import { removeMembersAction, restoreMembersAction } from '../../actions';
import { RemovalWords } from './removal-words';

type RemoveManyDialogProps = { listId: string; recordIds: string[]; onClose: (done: boolean) => void };

export function RemoveManyDialog({ listId, recordIds, onClose }: RemoveManyDialogProps) {
  const router = useRouter();
  const reason = useRef('');
  const count = recordIds.length;
  const people = agree(count, 'person', 'people');
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={`Remove ${formatNumber(count)} ${people} from this list`}
      goes={<RemovalWords onReason={(text) => (reason.current = text)} />}
      stays="The records stay. Undo remove, under Removed, puts them back."
      confirm={`Remove these ${formatNumber(count)}`}
      onConfirm={async () => {
        const result = await removeMembersAction({ listId, recordIds, reason: reason.current });
        if (result.ok) {
          toast.good(`${formatNumber(result.data.changed)} removed`, {
            detail: `${formatNumber(result.data.memberCount)} on the list now`,
            undo: undoBy({
              action: () => restoreMembersAction({ listId, recordIds, reason: '' }),
              done: 'They may be on the list again',
              failed: 'Not taken back',
              then: () => router.refresh(),
            }),
          });
          onClose(true);
          router.refresh();
        }
        return result;
      }}
    />
  );
}
