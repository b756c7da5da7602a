'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CountedTextarea } from '@/components/ui/counted-input';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { DataFieldView } from '@/lib/data-fields/schemas';
import { updateDataFieldAction } from '../actions';

/** Notes are kept here only; Dotdigital has no call that changes a field. */
export function NotesDialog({ field, onClose }: { field: DataFieldView; onClose: () => void }) {
  const router = useRouter();
  const [notes, setNotes] = useState(field.notes);
  const { pending, failure, run } = useDialogAction({
    action: () => updateDataFieldAction({ id: field.id, notes }),
    onDone: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={`Notes on ${field.name}`}
      description="Kept here only. Type, visibility and default can’t be changed at Dotdigital."
      footer={
        <DialogButtons pending={pending} onClick={() => void run()}>
          Save
        </DialogButtons>
      }
    >
      <div className="grid gap-3">
        <CountedTextarea
          aria-label="Notes"
          rows={4}
          max={1000}
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
        />
        <DialogFailure title="Not saved." failure={failure} />
      </div>
    </Dialog>
  );
}
