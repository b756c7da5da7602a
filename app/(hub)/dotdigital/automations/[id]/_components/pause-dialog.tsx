'use client';

import { useState } from 'react';
import { DraftNotice, ReasonField } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { AutomationView } from '@/lib/automations/schemas';
import { pauseAction } from '../../actions';

export function PauseDialog({ automation: { id, name } }: { automation: AutomationView }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { pending, failure, run, draft } = useDialogAction({
    draft: {
      form: 'Pause automation',
      base: { reason: '' },
      values: { reason },
      put: (values) => setReason(values.reason),
    },
    action: () => pauseAction({ id, reason }),
    onDone: () => setOpen(false),
    of: reason,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Pause</Button>}
      width="sm"
      title={`Pause ${name}`}
      description="Nobody is judged and nothing is begun any more. What is at Dotdigital already is followed to its end."
      footer={
        <DialogButtons pending={pending} onClick={() => void run()}>
          Pause
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <DraftNotice {...draft} />
        <ReasonField max={500} value={reason} onChange={setReason} />
        <DialogFailure title="Not paused." failure={failure} />
      </div>
    </Dialog>
  );
}
