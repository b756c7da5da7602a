'use client';

import { useId, useState } from 'react';
import { DraftNotice } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Textarea } from '@/components/ui/input';
import { ask } from '@/components/ui/ask';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { plural } from '@/lib/format';
import type { PersonOption } from '@/lib/data-fields/schemas';
import type { DraftView } from '@/lib/sending/schemas';
import { sendTestAction } from '../../actions';

/** The mail to chosen addresses, as one person of the records would get it. */
export function TestDialog({ draft }: { draft: Pick<DraftView, 'id' | 'entity'> }) {
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState('');
  const [recordId, setRecordId] = useState<string | null>(null);
  const [addressesId, personId] = [useId(), useId()];
  const {
    pending,
    failure,
    run,
    draft: kept,
  } = useDialogAction({
    draft: { form: 'Test send', base: { to: '' }, values: { to }, put: (values) => setTo(values.to) },
    action: () => sendTestAction({ id: draft.id, to, recordId }),
    onDone: ({ to: sent }) => {
      setOpen(false);
      toast.good('Test sent', { detail: `To ${plural(sent.length, 'address', 'addresses')}.` });
    },
    of: to,
  });
  const people = async (search: string) =>
    (
      await ask<PersonOption[]>(
        `/api/data-field-mappings/people?entity=${draft.entity}&q=${encodeURIComponent(search)}`,
      )
    ).map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Test send</Button>}
      width="sm"
      title="Test send"
      description="One mail to each address. Nothing counts it, and the campaign stays a draft."
      footer={
        <DialogButtons
          pending={pending}
          why={to.trim() === '' ? 'Enter an address first.' : null}
          onClick={() => void run()}
        >
          Send test
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <DraftNotice {...kept} />
        <div>
          <label htmlFor={addressesId} className="mb-1 block text-md font-medium">
            Addresses
          </label>
          <Textarea
            id={addressesId}
            rows={2}
            value={to}
            spellCheck={false}
            onChange={(event) => setTo(event.target.value)}
            placeholder="ann@example.com, ben@example.com"
          />
        </div>
        <div>
          <label htmlFor={personId} className="mb-1 block text-md font-medium">
            As this person would get it <span className="text-ink-3">optional</span>
          </label>
          <Combobox
            id={personId}
            value={recordId}
            onChange={setRecordId}
            load={people}
            clearable
            placeholder="Without a person’s values"
            searchPlaceholder="Search people"
          />
          <p className="mt-1 text-sm text-ink-3">
            The unsubscribe link is put in by Dotdigital only when the campaign itself is sent.
          </p>
        </div>
        <DialogFailure title="Not sent." failure={failure} />
      </div>
    </Dialog>
  );
}
