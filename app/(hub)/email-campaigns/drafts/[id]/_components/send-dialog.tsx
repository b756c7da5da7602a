'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { MomentInput, readMoment } from '@/components/ui/moment-input';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { plural } from '@/lib/format';
import type { DraftCheck, DraftView, Objection } from '@/lib/sending/schemas';
import { askSendAction } from '../../actions';
import { useDraftCheck } from './check-query';
import { Audience, Marks } from './findings';
import { RemoteNotice } from './remote-notice';

type When = 'now' | 'later';

/** The last word before a campaign goes out: to whom, who is left out and why, how the book stands. */
export function SendDialog({ draft }: { draft: DraftView }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [when, setWhen] = useState<When>('now');
  const [time, setTime] = useState('');
  const [told, setTold] = useState<Objection[]>([]);
  const { data, error, isFetching } = useDraftCheck(draft, open);
  const check = isFetching ? undefined : data;
  const at = when === 'now' ? null : readMoment(time);
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () =>
      askSendAction({
        id: draft.id,
        version: check?.version ?? draft.version,
        recipients: check?.recipients ?? 0,
        at,
        despite: told,
      }),
    onDone: () => {
      setOpen(false);
      toast.good(at === null ? 'It is being sent' : 'It is being scheduled', {
        detail: 'This page follows it.',
      });
      router.refresh();
    },
    of: [check, at, told],
  });
  const people = plural(check?.recipients ?? 0, 'person', 'people');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setTold([]);
        setOpen(next);
      }}
      trigger={<Button variant="primary">Send</Button>}
      title={`Send ${draft.name}`}
      description={`“${draft.subject}” from ${draft.fromName} <${draft.fromAddress}>`}
      footer={
        <DialogButtons pending={pending} why={whyNot(check, { when, at, told })} onClick={() => void run()}>
          {when === 'now' ? `Send to ${people} now` : `Schedule for ${people}`}
        </DialogButtons>
      }
    >
      {error && (
        <Notice tone="bad" title="Not checked.">
          {error.message}
        </Notice>
      )}
      {!check && !error && <Skeleton className="h-56" />}
      {check && (
        <div className="grid gap-4">
          <RemoteNotice draft={draft} check={check} />
          <Audience draft={draft} check={check} />
          <Marks draft={draft} check={check} />
          <Objections check={check} told={told} onTold={setTold} />
          <WhenField when={when} onWhen={setWhen} time={time} onTime={setTime} />
          <DialogFailure title="Nothing was sent." failure={failure} />
        </div>
      )}
    </Dialog>
  );
}

const objectionsOf = ({ book, marks }: DraftCheck): Objection[] => [
  ...(book.code === 'settled' ? [] : (['unsettled'] as const)),
  ...(marks.some(({ state }) => state === 'unknown') ? (['unknown_fields'] as const) : []),
];

const objectionWords: Record<Objection, string> = {
  unsettled: 'Send although the book is not what the list says',
  unknown_fields: 'Send although everyone would read a mark that is no data field',
};

type ObjectionsProps = { check: DraftCheck; told: Objection[]; onTold: (told: Objection[]) => void };

function Objections({ check, told, onTold }: ObjectionsProps) {
  const all = objectionsOf(check);
  if (all.length === 0) return null;
  return (
    <div className="grid gap-2">
      {all.map((one) => (
        <label key={one} className="flex items-start gap-2.5">
          <Checkbox
            className="mt-0.5"
            checked={told.includes(one)}
            onCheckedChange={(checked) =>
              onTold(checked ? [...told, one] : told.filter((other) => other !== one))
            }
          />
          {objectionWords[one]}
        </label>
      ))}
    </div>
  );
}

type WhenFieldProps = {
  when: When;
  onWhen: (when: When) => void;
  time: string;
  onTime: (time: string) => void;
};

function WhenField({ when, onWhen, time, onTime }: WhenFieldProps) {
  const [groupId, timeId] = [useId(), useId()];
  return (
    <div className="grid gap-2 border-t pt-3.5">
      <span id={groupId} className="text-md font-medium">
        When
      </span>
      <RadioGroup
        aria-labelledby={groupId}
        value={when}
        onValueChange={(value) => onWhen(value === 'later' ? 'later' : 'now')}
        options={[
          { value: 'now', label: 'At once' },
          { value: 'later', label: 'At a time', hint: 'Dotdigital keeps it until then.' },
        ]}
      />
      {when === 'later' && (
        <div>
          <label htmlFor={timeId} className="mb-1 block text-md font-medium">
            Time <span className="text-ink-3">by this computer’s clock</span>
          </label>
          <MomentInput id={timeId} value={time} onChange={onTime} />
        </div>
      )}
    </div>
  );
}

type Chosen = { when: When; at: string | null; told: Objection[] };

function whyNot(check: DraftCheck | undefined, { when, at, told }: Chosen): string | null {
  if (!check) return 'Being checked.';
  if (check.remote !== 'same' && check.remote !== 'unknown') return 'See above what stands at Dotdigital.';
  if (check.recipients === 0) return 'Nobody would get it.';
  if (objectionsOf(check).some((one) => !told.includes(one))) return 'Confirm what stands against it.';
  return when === 'later' && at === null ? 'Choose a time.' : null;
}
