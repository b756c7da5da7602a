'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toaster';
import { agree, formatNumber, plural } from '@/lib/format';
import { restoreMembersAction } from '../../actions';
import { ReasonField } from './reason-field';

type RestoreDialogProps = {
  listId: string;
  recordIds: string[];
  /** Of the only one. */ name?: string;
  manual: boolean;
  onClose: (done: boolean) => void;
};

/** Undo remove, with a reason that stands in the history beside that of the removal. */
export function RestoreDialog({ listId, recordIds, name, manual, onClose }: RestoreDialogProps) {
  const router = useRouter();
  const reason = useRef('');
  const count = formatNumber(recordIds.length);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      tone="primary"
      title={
        name === undefined
          ? `Undo remove of ${plural(recordIds.length, 'person', 'people')}`
          : `Undo remove of ${name}`
      }
      goes={
        <>
          The mark that keeps {agree(recordIds.length, 'this person', 'them')} off the list goes
          {manual
            ? '.'
            : ': whoever fits the filter is on it again, and in its address book with the next wave.'}
          <ReasonField onChange={(text) => (reason.current = text)} />
        </>
      }
      stays="An opt-out of mail stays, and so does the history."
      confirm={name === undefined ? `Undo remove of these ${count}` : 'Undo remove'}
      onConfirm={async () => {
        const result = await restoreMembersAction({ listId, recordIds, reason: reason.current });
        if (result.ok) {
          toast.good(
            name === undefined
              ? `${formatNumber(result.data.changed)} may be on the list again`
              : `${name} may be on the list again`,
            { detail: `${formatNumber(result.data.memberCount)} on the list now` },
          );
          onClose(true);
          router.refresh();
        }
        return result;
      }}
    />
  );
}
