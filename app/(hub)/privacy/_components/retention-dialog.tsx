'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { plural } from '@/lib/format';
import { type RetentionView, retentionWords } from '@/lib/privacy/schemas';
import { changeRetentionAction, previewRetentionAction } from '../actions';

const choices = [
  { value: '', label: 'Keep' },
  ...[30, 90, 180, 365, 730, 1_095, 1_825].map((days) => ({ value: String(days), label: `${days} days` })),
];

/** What would go is told before it is saved. */
export function RetentionDialog({ view, onClose }: { view: RetentionView; onClose: () => void }) {
  const words = retentionWords[view.kind];
  const [days, setDays] = useState(view.days === null ? '' : String(view.days));
  const [told, setTold] = useState<{ days: string; count: number } | null>(null);
  const input = { kind: view.kind, days: days === '' ? null : Number(days) };
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => changeRetentionAction(input),
    onDone: () => {
      toast.good(`${words.label}: ${days === '' ? 'kept' : `${days} days`}`);
      onClose();
    },
    of: days,
  });
  const isTold = told?.days === days;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={words.label}
      footer={
        <DialogButtons
          pending={pending}
          why={days !== '' && !isTold ? 'Look first at what would go.' : null}
          onClick={() => void run()}
        >
          Save
        </DialogButtons>
      }
    >
      <div className="grid gap-3">
        <p>
          Goes: {words.goes} Stays: {words.stays}
        </p>
        <label className="grid gap-1">
          <span className="text-md font-medium">Kept for</span>
          <Select value={days} options={choices} onChange={(event) => setDays(event.target.value)} />
        </label>
        {days !== '' && (
          <div>
            <Button
              onClick={async () => {
                const result = await previewRetentionAction(input);
                if (result.ok) setTold({ days, count: result.data.oldCount });
                else toast.bad(result.error.message);
              }}
            >
              What would go?
            </Button>
          </div>
        )}
        {isTold && told && (
          <Notice
            tone={told.count > 0 ? 'warn' : 'info'}
            title={`${plural(told.count, 'row')} would go now.`}
          >
            Then each day what has grown older. Nobody can take it back.
          </Notice>
        )}
        <DialogFailure title="Nothing has changed." failure={failure} />
      </div>
    </Dialog>
  );
}
