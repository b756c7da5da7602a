import { useId, useState } from 'react';

import { DraftNotice, ReasonField } from '@/components/forms';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { MomentInput, readMoment } from '@/components/ui/moment-input';
import { RadioGroup } from '@/components/ui/radio-group';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { ConnectionView } from '@/lib/connections/schemas';

import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

type Asked = { kind: 'pause' | 'freeze'; reason: string; end: string };
const nothing: Asked = { kind: 'pause', reason: '', end: '' };

/** A pause or a freeze that ends by itself, with its reason. */
export function PauseDialog({
  connection,
  actions,
  onOpenChange,
}: {
  connection: ConnectionView;
  actions: ConnectionActions;
  onOpenChange: (open: boolean) => void;
}) {
  const [endId, kindId] = [useId(), useId()];
  const { pauseUntil, freezeUntil } = useConnectionActions(connection.listId, actions);
  const [asked, setAsked] = useState(nothing);
  const { kind, reason, end } = asked;
  const until = readMoment(end);
  const { pending, failure, run, draft } = useDialogAction({
    draft: { form: `Pause connection ${connection.id}`, base: nothing, values: asked, put: setAsked },
    of: asked,
    action: () =>
      kind === 'pause' ? pauseUntil(connection, { reason, until }) : freezeUntil(connection, { until }),
    onDone: () => onOpenChange(false),
  });
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="sm"
      title={`Pause ${connection.addressBook.name}`}
      description="Nobody is added, changed or taken out until then. Opt-outs still go out, and anybody may end it sooner."
      footer={
        <DialogButtons
          pending={pending}
          why={
            until === null
              ? 'Choose the day and time when it goes on.'
              : isPast(until)
                ? 'This time has passed. Choose one to come.'
                : null
          }
          onClick={() => void run()}
        >
          {kind === 'pause' ? 'Pause' : 'Freeze'}
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <DraftNotice {...draft} />
        <div>
          <span id={kindId} className="mb-1 block text-md font-medium">
            What for
          </span>
          <RadioGroup
            aria-labelledby={kindId}
            value={kind}
            onValueChange={(value) => setAsked({ ...asked, kind: value === 'freeze' ? 'freeze' : 'pause' })}
            options={[
              { value: 'pause', label: 'Pause', hint: 'Something has to be put right first.' },
              {
                value: 'freeze',
                label: 'Freeze',
                hint: 'The book stays as it is until a campaign has gone.',
              },
            ]}
          />
        </div>
        <div>
          <label htmlFor={endId} className="mb-1 block text-md font-medium">
            Until <span className="font-normal text-ink-3">by this computer’s clock</span>
          </label>
          <MomentInput id={endId} value={end} onChange={(typed) => setAsked({ ...asked, end: typed })} />
        </div>
        {kind === 'pause' && (
          <ReasonField max={200} value={reason} onChange={(typed) => setAsked({ ...asked, reason: typed })} />
        )}
        <DialogFailure title="Not paused." failure={failure} />
      </div>
    </Dialog>
  );
}

const isPast = (until: string): boolean => Date.parse(until) <= Date.now();
