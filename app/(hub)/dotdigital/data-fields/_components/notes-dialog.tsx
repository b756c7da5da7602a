'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Textarea } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import type { DataFieldView } from '@/lib/data-fields/schemas';
import { updateDataFieldAction } from '../actions';

/** Notes are kept here only; Dotdigital has no call that changes a field. */
export function NotesDialog({ field, onClose }: { field: DataFieldView; onClose: () => void }) {
  const router = useRouter();
  const [notes, setNotes] = useState(field.notes);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    setPending(true);
    const result = await updateDataFieldAction({ id: field.id, notes }).catch(() => null);
    setPending(false);
    if (!result?.ok) {
      setFailure(result?.error.message ?? 'The server could not be reached. Try again in a moment.');
      return;
    }
    onClose();
    router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={`Notes on ${field.name}`}
      description="Kept here only. Type, visibility and default can’t be changed at Dotdigital."
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Textarea
          aria-label="Notes"
          rows={4}
          maxLength={1000}
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
        />
        {failure && (
          <Notice tone="bad" title="Not saved.">
            {failure}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
