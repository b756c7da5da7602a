'use client';

import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { BlockView } from '@/lib/privacy/schemas';
import { liftBlockAction } from '../actions';

type LiftDialogProps = { email: string; onClose: () => void; onDone: (view: BlockView) => void };

export function LiftDialog({ email, onClose, onDone }: LiftDialogProps) {
  const [reason, setReason] = useState('');
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => liftBlockAction({ email, reason }),
    onDone: (view) => {
      toast.good('They may come back');
      onDone(view);
    },
    of: reason,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title="Lift the block"
      footer={
        <DialogButtons
          pending={pending}
          why={reason.trim() === '' ? 'Say why they may come back.' : null}
          onClick={() => void run()}
        >
          Lift the block
        </DialogButtons>
      }
    >
      <div className="grid gap-3">
        <p>
          Whoever has this address may come in again, by form, file, call or import. What was erased stays
          erased, and consent is theirs to give anew.
        </p>
        <label className="grid gap-1">
          <span className="text-md font-medium">Why they may come back</span>
          <Input
            value={reason}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
            placeholder="signed up again on our site"
          />
          <span className="text-sm text-ink-3">
            It is kept, with your name. Write no name or address of theirs.
          </span>
        </label>
        <DialogFailure title="The block stands." failure={failure} />
      </div>
    </Dialog>
  );
}
