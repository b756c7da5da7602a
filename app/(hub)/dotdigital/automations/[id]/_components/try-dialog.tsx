'use client';

import { useId, useState } from 'react';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import type { AutomationView } from '@/lib/automations/schemas';
import type { PersonOption } from '@/lib/data-fields/schemas';
import { tryAction } from '../../actions';

/** Does it for one person now. */
export function TryDialog({ automation: { id, entity } }: { automation: AutomationView }) {
  const [open, setOpen] = useState(false);
  const [recordId, setRecordId] = useState<string | null>(null);
  const personId = useId();
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => tryAction({ id, recordId: recordId ?? '' }),
    onDone: () => {
      setOpen(false);
      toast.good('On its way', { detail: 'The person stands below with what becomes of it.' });
    },
    of: recordId,
  });
  const people = async (search: string) =>
    (
      await ask<PersonOption[]>(
        `/api/data-field-mappings/people?entity=${entity}&q=${encodeURIComponent(search)}`,
      )
    ).map(({ id: value, name, email }) => ({ value, label: name, hint: email }));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Test with one person</Button>}
      width="sm"
      title="Test with one person"
      description="It is really done, now, whatever has happened to them; never for someone whom nothing may reach."
      footer={
        <DialogButtons
          pending={pending}
          why={recordId === null ? 'Choose a person first.' : null}
          onClick={() => void run()}
        >
          Do it for this person
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <div>
          <label htmlFor={personId} className="mb-1 block text-md font-medium">
            Person
          </label>
          <Combobox
            id={personId}
            value={recordId}
            onChange={setRecordId}
            load={people}
            placeholder="Choose a person"
            searchPlaceholder="Search people"
          />
        </div>
        <DialogFailure title="Not done." failure={failure} />
      </div>
    </Dialog>
  );
}
